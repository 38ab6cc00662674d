import { Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ORGANISATION } from './organisation-words.tsx';
import { useMailboxesFound } from './use-mailboxes-found.ts';

export interface MailboxFieldProps {
  readonly name: string;
  readonly label: string;
  readonly address: string;
  /** What is wrong with it. */
  readonly refused: string | null;
  readonly onAddress: (address: string) => void;
}

/** A function mailbox by its address: typed, or searched by name or address and chosen. */
export function MailboxField({ name, label, address, refused, onAddress }: MailboxFieldProps) {
  const { t } = useTranslation(ORGANISATION);
  const [open, setOpen] = useState(false);
  const found = useMailboxesFound(address, open).data?.rows ?? [];
  return (
    <Field label={label} hint={t('apiKeys.addressHint')} required validationMessage={refused}>
      <Combobox
        freeform
        inlinePopup
        // As in ColleagueField: the page would be scrolled away.
        disableAutoFocus
        name={name}
        autoComplete="off"
        expandIcon={{ 'aria-label': t('apiKeys.mailboxes') }}
        open={open && found.length > 0}
        onOpenChange={(_event, data) => setOpen(data.open)}
        value={address}
        selectedOptions={[address]}
        maxLength={254}
        onInput={(event) => onAddress(event.currentTarget.value)}
        // Also told of without a value, when what is typed is the chosen one no more.
        onOptionSelect={(_event, { optionValue }) => (optionValue ? onAddress(optionValue) : undefined)}
      >
        {found.map((mailbox) => (
          <Option key={mailbox.id} value={mailbox.address} text={mailbox.address}>
            {t('apiKeys.row', { name: mailbox.name, address: mailbox.address })}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
