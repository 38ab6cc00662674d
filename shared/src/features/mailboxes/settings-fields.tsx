import { Field, Input, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { NewFunctionMailbox } from '../../contract/function-mailboxes.ts';
import { LIMITS } from '../../domain/limits.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../i18n/languages.ts';
import { MAILBOXES } from './mailboxes-words.tsx';

export interface SettingsFieldsProps {
  readonly value: NewFunctionMailbox;
  readonly onChange: (value: NewFunctionMailbox) => void;
  /** Somebody has tried to save: what is empty is marked. */
  readonly tried: boolean;
  /** What the server says of the address. */
  readonly refused?: string | null;
  readonly addressFixed?: boolean;
}

/** Whether something lacks before it can be saved. */
export const isMissing = ({ name, address }: NewFunctionMailbox): boolean => !name.trim() || !address.trim();

/** The first field that is marked. */
export const missingField = (form: HTMLFormElement | null): HTMLElement | null =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;

/** Namn, adress och språk of a function mailbox. */
export function SettingsFields({ value, onChange, tried, refused = null, addressFixed = false }: SettingsFieldsProps) {
  const { t } = useTranslation(MAILBOXES);
  return (
    <>
      <Field label={t('name')} required validationMessage={tried && !value.name.trim() ? t('nameMissing') : null}>
        <Input
          value={value.name}
          maxLength={LIMITS.mailboxNameCharacters}
          autoComplete="off"
          onChange={(_event, data) => onChange({ ...value, name: data.value })}
        />
      </Field>
      <Field
        label={t('address')}
        required
        hint={t(addressFixed ? 'addressFixed' : 'addressHint')}
        validationMessage={tried && !value.address.trim() ? t('addressMissing') : refused}
      >
        <Input
          type="email"
          value={value.address}
          readOnly={addressFixed}
          autoComplete="off"
          onChange={(_event, data) => onChange({ ...value, address: data.value })}
        />
      </Field>
      <Field label={t('language')} hint={t('languageHint')}>
        <Select
          value={value.language ?? ''}
          onChange={(_event, data) => onChange({ ...value, language: isLanguage(data.value) ? data.value : null })}
        >
          <option value="">{t('languageAs')}</option>
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
