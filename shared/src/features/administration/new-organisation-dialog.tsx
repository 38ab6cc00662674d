import { Field, Input, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../../api/problem-error.ts';
import { useSession } from '../../api/session.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotice } from '../../components/notice.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { domainOf, normaliseEmail } from '../../domain/email.ts';
import { LIMITS } from '../../domain/limits.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../i18n/languages.ts';
import { ADMINISTRATION } from './administration-words.tsx';
import { useCreateOrganisation } from './use-administration.ts';

const FIELDS = ['name', 'domain', 'displayName', 'email'] as const;
type FieldName = (typeof FIELDS)[number];
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const MOST: Readonly<Record<FieldName, number>> = {
  name: LIMITS.displayNameCharacters,
  domain: 254,
  displayName: LIMITS.accountNameCharacters,
  email: 254,
};

/** Ny organisation: its name, first domain and first administrator. */
export function NewOrganisationDialog({ onClose }: { readonly onClose: () => void }) {
  const { account } = useSession();
  const { t } = useTranslation(ADMINISTRATION);
  const textOf = useProblemText();
  const notice = useNotice();
  const creating = useCreateOrganisation();
  const [draft, setDraft] = useState({ name: '', domain: '', displayName: '', email: '' });
  const [language, setLanguage] = useState<Language>(account.language);
  const [tried, setTried] = useState(false);
  const isMissing = (field: FieldName) =>
    field === 'email' ? normaliseEmail(draft.email) === null : draft[field].trim() === '';
  const address = normaliseEmail(draft.email);
  const domain = draft.domain.trim().toLowerCase();
  // What is no domain is told by the server.
  const isOutside = address !== null && DOMAIN.test(domain) && domainOf(address) !== domain;
  const wrongOf = (field: FieldName) => {
    if (isMissing(field)) return t(`create.${field}Missing`);
    return field === 'email' && isOutside ? t('create.emailOutside', { domain }) : null;
  };
  const submit = () => {
    setTried(true);
    const missing = FIELDS.find(wrongOf);
    if (missing) return document.querySelector<HTMLInputElement>(`form [name="${missing}"]`)?.focus();
    const { email, displayName } = draft;
    creating.mutate(
      {
        ...{ name: draft.name.trim(), domain: draft.domain.trim(), language },
        administrator: { email: email.trim(), displayName: displayName.trim() },
      },
      {
        onSuccess: () => {
          notice({ text: t('create.done', { name: draft.name.trim(), email: email.trim() }), intent: 'success' });
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('create.title')}
      submit={t('create.save')}
      isPending={creating.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {creating.error ? <ProblemMessage text={textOf(problemType(creating.error))} /> : null}
      {FIELDS.map((field) => (
        <Field
          key={field}
          label={t(`create.${field}`)}
          hint={field === 'domain' || field === 'email' ? t(`create.${field}Hint`) : null}
          required
          validationMessage={tried ? wrongOf(field) : null}
        >
          <Input
            name={field}
            type={field === 'email' ? 'email' : 'text'}
            autoComplete="off"
            maxLength={MOST[field]}
            value={draft[field]}
            onChange={(_event, { value }) => setDraft((before) => ({ ...before, [field]: value }))}
          />
        </Field>
      ))}
      <Field label={t('create.language')}>
        <Select value={language} onChange={(_event, { value }) => setLanguage(value as Language)}>
          {LANGUAGES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </Select>
      </Field>
      <Text>{t('create.next')}</Text>
    </FormDialog>
  );
}
