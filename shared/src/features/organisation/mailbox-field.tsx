import { Combobox, Field, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { functionMailboxRoutes as routes } from '../../api/function-mailbox-routes.ts';
import { LIMITS } from '../../domain/limits.ts';
import { ORGANISATION } from './organisation-words.tsx';

const MOST_FOUND = 20;

/** Function mailboxes whose name or address holds what is typed; the first ones while nothing is. */
function useFound(text: string, wanted: boolean) {
  const api = useApi();
  const q = text.trim().slice(0, LIMITS.searchCharacters);
  return useQuery({
    queryKey: ['function-mailboxes', 'found', q],
    enabled: wanted,
    queryFn: ({ signal }) =>
      api.call(routes.listFunctionMailboxes, { query: { limit: MOST_FOUND, ...(q ? { q } : {}) }, signal }),
    placeholderData: (before) => before,
  });
}

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
  const found = useFound(address, open).data?.rows ?? [];
  return (
    <Field label={label} hint={t('apiKeys.addressHint')} required validationMessage={refused}>
      <Combobox
        freeform
        inlinePopup
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
