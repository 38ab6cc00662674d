import { Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { useSession } from '../../../api/session.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import { useElement } from '../../../components/use-element.ts';
import type { AddAccount } from '../../../contract/accounts.ts';
import { normaliseEmail } from '../../../domain/email.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { toE164 } from '../../../domain/phone.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../../i18n/languages.ts';
import { ACCOUNTS } from './accounts-words.tsx';
import { RoleField } from './role-field.tsx';
import { useAddAccount } from './use-accounts.ts';

/** Lägg till användare. */
export function AddAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { account } = useSession();
  const { t } = useTranslation(ACCOUNTS);
  const textOf = useProblemText();
  const notice = useNotice();
  const adding = useAddAccount();
  const [draft, setDraft] = useState<AddAccount & { readonly phone: string }>({
    ...{ email: '', displayName: '', phone: '', role: 'user', invite: true, language: account.language },
  });
  const [tried, setTried] = useState(false);
  const name = useElement<HTMLInputElement>();
  const email = useElement<HTMLInputElement>();
  const phoneField = useElement<HTMLInputElement>();
  const address = normaliseEmail(draft.email);
  const isNumber = draft.phone.trim() === '' || toE164(draft.phone) !== null;
  const isAddress = isProblem(adding.error, 'account-exists', 'address-invalid', 'domain-unproven');
  const refused = adding.error ? textOf(problemType(adding.error)) : null;
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = () => {
    setTried(true);
    const displayName = draft.displayName.trim();
    if (!displayName) return name.element.current?.focus();
    if (!address) return email.element.current?.focus();
    if (!isNumber) return phoneField.element.current?.focus();
    const { phone, ...rest } = draft;
    const number = phone.trim() === '' ? {} : { phone: phone.trim() };
    adding.mutate(
      { ...rest, ...number, email: address, displayName },
      {
        onSuccess: () => {
          notice({ text: t('add.done', { name: displayName }), intent: 'success' });
          onClose();
        },
        onError: (error) => {
          if (isProblem(error, 'account-exists', 'address-invalid', 'domain-unproven')) email.element.current?.focus();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('add.title')}
      submit={t('add.save')}
      isPending={adding.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {refused && !isAddress ? <ProblemMessage text={refused} /> : null}
      <Field
        label={t('add.name')}
        required
        validationMessage={tried && !draft.displayName.trim() ? t('add.nameMissing') : null}
      >
        <Input
          ref={name.set}
          autoComplete="off"
          maxLength={LIMITS.accountNameCharacters}
          value={draft.displayName}
          onChange={(_event, { value }) => set({ displayName: value })}
        />
      </Field>
      <Field
        label={t('add.email')}
        required
        validationMessage={tried && !address ? t('add.emailMissing') : isAddress ? refused : null}
      >
        <Input
          ref={email.set}
          type="email"
          autoComplete="off"
          value={draft.email}
          onChange={(_event, { value }) => {
            set({ email: value });
            if (isAddress) adding.reset();
          }}
        />
      </Field>
      <RoleField role={draft.role} onRole={(role) => set({ role })} />
      <Field
        label={t('add.phone')}
        hint={t('add.phoneHint')}
        validationMessage={tried && !isNumber ? textOf('phone-invalid') : null}
      >
        <Input
          ref={phoneField.set}
          type="tel"
          autoComplete="off"
          maxLength={40}
          value={draft.phone}
          onChange={(_event, { value }) => set({ phone: value })}
        />
      </Field>
      <Field label={t('add.language')}>
        <Select value={draft.language} onChange={(_event, { value }) => set({ language: value as Language })}>
          {LANGUAGES.map((language) => (
            <option key={language} value={language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </Select>
      </Field>
      <Field hint={t('add.inviteHint')}>
        <Checkbox
          label={t('add.invite')}
          checked={draft.invite}
          onChange={(_event, { checked }) => set({ invite: checked === true })}
        />
      </Field>
    </FormDialog>
  );
}
