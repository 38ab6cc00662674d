import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { Modal } from '../../components/modal.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useMethodName } from '../../components/use-method-name.ts';
import type { ContactRow, NewContact } from '../../contract/contacts.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { EXTERNAL_METHODS } from '../../domain/levels.ts';
import { LIMITS } from '../../domain/limits.ts';
import { normalisePersonalNumber } from '../../domain/personal-number.ts';
import { toE164 } from '../../domain/phone.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts';
import { useContactsStyles } from './contacts.styles.ts';
import { CONTACTS } from './contacts-words.tsx';
import { useSaveContact } from './use-contacts.ts';

const FIELDS = ['name', 'address', 'phone', 'identifier'] as const;
type TextField = (typeof FIELDS)[number];

interface Form {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  /** As typed; empty keeps what is saved. */
  readonly identifier: string;
  readonly forgets: boolean;
  readonly method: NewContact['method'];
  readonly language: NewContact['language'];
}

const formOf = (contact: ContactRow | undefined): Form => ({
  name: contact?.name ?? '',
  address: contact?.address ?? '',
  phone: contact?.phone ?? '',
  ...{ identifier: '', forgets: false },
  method: contact?.method ?? null,
  language: contact?.language ?? null,
});

const CHECKS: Readonly<Record<TextField, (form: Form) => boolean>> = {
  name: ({ name }) => name.trim() !== '',
  address: ({ address }) => normaliseEmail(address) !== null,
  phone: ({ phone }) => phone.trim() === '' || toE164(phone) !== null,
  identifier: ({ identifier, forgets }) =>
    forgets || identifier.trim() === '' || normalisePersonalNumber(identifier) !== null,
};

const toContact = ({ name, address, phone, identifier, forgets, method, language }: Form): NewContact => ({
  ...{ name: name.trim(), address: address.trim(), phone: phone.trim() || null, method, language },
  ...(forgets ? { personalNumber: null } : identifier.trim() ? { personalNumber: identifier.trim() } : {}),
});

/** What is typed, what of it is refused, and the saving. */
function useContactForm(contact: ContactRow | undefined, onClose: () => void) {
  const { t } = useTranslation(CONTACTS);
  const notify = useNotice();
  const saving = useSaveContact();
  const [form, setForm] = useState(() => formOf(contact));
  const [refused, setRefused] = useState<readonly TextField[]>([]);
  const inputs = useRef(new Map<TextField, HTMLInputElement>());
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const save = () => {
    const wrong = FIELDS.filter((field) => !CHECKS[field](form));
    setRefused(wrong);
    if (wrong[0]) return inputs.current.get(wrong[0])?.focus();
    saving.mutate(
      { existing: contact, contact: toContact(form) },
      {
        onSuccess: () => {
          notify({ text: t('form.saved', { name: form.name.trim() }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  const inputOf = (field: TextField) => ({
    ref: (input: HTMLInputElement | null) => {
      if (input) inputs.current.set(field, input);
    },
    value: form[field],
    autoComplete: 'off',
    onChange: (_event: unknown, data: { readonly value: string }) => {
      set({ [field]: data.value });
      setRefused((before) => before.filter((other) => other !== field));
    },
  });
  const refusal = (field: TextField) => (refused.includes(field) ? field : undefined);
  return { form, set, save, saving, inputOf, refusal };
}

const WRONG = {
  name: 'form.nameMissing',
  address: 'form.addressWrong',
  phone: 'form.phoneWrong',
  identifier: 'form.identifierWrong',
} as const;

/** A contact, new or to be changed. A saved personnummer is not shown here: it is kept, replaced or removed. */
export function ContactDialog({
  contact,
  onClose,
}: {
  readonly contact: ContactRow | undefined;
  readonly onClose: () => void;
}) {
  const styles = useContactsStyles();
  const { t } = useTranslation(CONTACTS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const { form, set, save, saving, inputOf, refusal } = useContactForm(contact, onClose);
  const saying = (field: TextField) => {
    const refused = refusal(field);
    return refused ? t(WRONG[refused]) : null;
  };
  const kept = contact?.maskedPersonalNumber ?? null;
  const hint = kept ? `${t('form.identifierKept', { masked: kept })} ` : '';
  return (
    <Modal onOpenChange={(_event, { open, type }) => open || type === 'backdropClick' || onClose()}>
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <DialogBody>
            <DialogTitle>{t(contact ? 'form.title' : 'form.newTitle')}</DialogTitle>
            <DialogContent className={styles.form}>
              {saving.error ? <ProblemMessage text={textOf(problemType(saving.error))} /> : null}
              <Field label={t('form.name')} required validationMessage={saying('name')}>
                <Input maxLength={LIMITS.contactNameCharacters} {...inputOf('name')} />
              </Field>
              <Field label={t('form.address')} required validationMessage={saying('address')}>
                <Input type="email" maxLength={254} {...inputOf('address')} />
              </Field>
              <Field label={t('form.phone')} validationMessage={saying('phone')}>
                <Input type="tel" maxLength={40} {...inputOf('phone')} />
              </Field>
              <Field
                label={t('form.identifier')}
                hint={`${hint}${t('form.identifierHint')}`}
                validationMessage={saying('identifier')}
              >
                <Input inputMode="numeric" maxLength={13} disabled={form.forgets} {...inputOf('identifier')} />
              </Field>
              {kept ? (
                <Checkbox
                  label={t('form.identifierRemove')}
                  checked={form.forgets}
                  onChange={(_event, { checked }) => set({ forgets: checked === true })}
                />
              ) : null}
              <Choices form={form} onChange={set} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{common('common.actions.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={saving.isPending}>
                {t('form.save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Modal>
  );
}

/** Preferred method and language. */
function Choices({ form, onChange }: { readonly form: Form; readonly onChange: (part: Partial<Form>) => void }) {
  const { t } = useTranslation(CONTACTS);
  const methodName = useMethodName();
  return (
    <>
      <Field label={t('form.method')}>
        <Select
          value={form.method ?? ''}
          onChange={(_event, { value }) =>
            onChange({ method: EXTERNAL_METHODS.find((method) => method === value) ?? null })
          }
        >
          <option value="">{t('form.noMethod')}</option>
          {EXTERNAL_METHODS.map((method) => (
            <option key={method} value={method}>
              {methodName(method)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('form.language')}>
        <Select
          value={form.language ?? ''}
          onChange={(_event, { value }) =>
            onChange({ language: LANGUAGES.find((language) => language === value) ?? null })
          }
        >
          <option value="">{t('form.noLanguage')}</option>
          {LANGUAGES.map((language) => (
            <option key={language} value={language}>
              {LANGUAGE_NAMES[language]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
