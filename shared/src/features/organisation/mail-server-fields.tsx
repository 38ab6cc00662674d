import { Field, Input, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { LIMITS } from '../../domain/limits.ts';
import { FormParts } from './form-parts.tsx';
import { ORGANISATION } from './organisation-words.tsx';

/** A server as it is typed. */
export interface TypedServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly from: string;
}

const PORTS = [587, 465, 2525, 25] as const;

export interface MailServerFieldsProps {
  readonly typed: TypedServer;
  /** One is saved; it is never shown. */
  readonly hasPassword: boolean;
  readonly onTyped: (part: Partial<TypedServer>) => void;
}

/** Where the server is, as whom SEFOS signs in there, and from which address mails come. */
export function MailServerFields({ typed, hasPassword, onTyped }: MailServerFieldsProps) {
  const { t } = useTranslation(ORGANISATION);
  return (
    <FormParts>
      <Field label={t('mailServer.host')} hint={t('mailServer.hostHint')}>
        <Input
          name="host"
          inputMode="url"
          autoComplete="off"
          maxLength={253}
          value={typed.host}
          onChange={(_event, { value }) => onTyped({ host: value })}
        />
      </Field>
      <Field label={t('mailServer.port')} hint={t('mailServer.portHint')}>
        <Select value={String(typed.port)} onChange={(_event, { value }) => onTyped({ port: Number(value) })}>
          {PORTS.map((port) => (
            <option key={port} value={port}>
              {port}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('mailServer.user')} hint={t('mailServer.userHint')}>
        <Input
          autoComplete="off"
          maxLength={255}
          value={typed.user}
          onChange={(_event, { value }) => onTyped({ user: value })}
        />
      </Field>
      <Field label={t('mailServer.password')} hint={t(hasPassword ? 'mailServer.kept' : 'mailServer.passwordHint')}>
        <Input
          type="password"
          autoComplete="new-password"
          maxLength={LIMITS.mailPasswordCharacters}
          value={typed.password}
          onChange={(_event, { value }) => onTyped({ password: value })}
        />
      </Field>
      <Field label={t('mailServer.from')} hint={t('mailServer.fromHint')}>
        <Input
          name="from"
          type="email"
          autoComplete="off"
          maxLength={254}
          value={typed.from}
          onChange={(_event, { value }) => onTyped({ from: value })}
        />
      </Field>
    </FormParts>
  );
}
