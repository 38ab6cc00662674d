import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { contactRoutes, contactsKey } from '../../../api/contact-routes.ts';
import { useSession } from '../../../api/session.tsx';
import type { RecipientSuggestion } from '../../../contract/contacts.ts';
import { useKnownWords } from './known-words.ts';

/** What identifies a suggestion among the options: the address, or the group. */
export const optionOf = ({ address, groupId }: RecipientSuggestion): string => address ?? `group:${groupId}`;

/** Whom somebody may mean who types into a recipients field: of the mailbox's address book, earlier recipients and colleagues. */
export function useSuggestions(typed: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  const text = useDeferredValue(typed.trim().slice(0, 100));
  return useQuery({
    queryKey: [...contactsKey(mailboxId), 'suggest', text],
    enabled: text.length >= 2,
    queryFn: ({ signal }) =>
      api.call(contactRoutes.suggestForMessage, { params: { id: mailboxId }, body: { text }, signal }),
    staleTime: 60_000,
  });
}

/** Reads who is in a group and hands over their addresses; `refusal` says why nobody came. */
export function useGroupChoice(onAddresses: (addresses: readonly string[]) => void) {
  const api = useApi();
  const { mailboxId } = useSession();
  const words = useKnownWords();
  const [refusal, setRefusal] = useState<string>();
  const choose = async ({ groupId, name }: RecipientSuggestion) => {
    if (groupId === undefined) return;
    setRefusal(undefined);
    try {
      const { members } = await api.call(contactRoutes.getContactGroup, { params: { id: mailboxId, groupId } });
      if (members.length === 0) setRefusal(words('emptyGroup', { name }));
      else onAddresses(members.map(({ address }) => address));
    } catch {
      setRefusal(words('groupFailed'));
    }
  };
  return { choose, refusal, forget: () => setRefusal(undefined) };
}
