import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { contactRoutes, contactsKey } from '../../api/contact-routes.ts';
import { useSession } from '../../api/session.tsx';
import { useIntent } from '../../api/use-intent.ts';
import type {
  ContactGroupPage,
  ContactPage,
  ContactsImportReport,
  NewContact,
  NewContactGroup,
} from '../../contract/contacts.ts';
import type { Language } from '../../i18n/languages.ts';

/** Cache keys of a mailbox's address book. What somebody searches for stays in memory. */
const keys = {
  list: (mailboxId: string, text: string) => [...contactsKey(mailboxId), 'list', text] as const,
  groups: (mailboxId: string, text: string) => [...contactsKey(mailboxId), 'groups', text] as const,
  group: (mailboxId: string, groupId: string) => [...contactsKey(mailboxId), 'group', groupId] as const,
  remembered: (mailboxId: string) => [...contactsKey(mailboxId), 'remembered'] as const,
};

const pageBody = (text: string, cursor: string) => ({ ...(text ? { text } : {}), ...(cursor ? { cursor } : {}) });

/** Contacts by name, or those that are found; page by page. */
export function useContacts(text: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: keys.list(mailboxId, text),
    queryFn: ({ pageParam, signal }): Promise<ContactPage> =>
      api.call(contactRoutes.listContacts, { params: { id: mailboxId }, body: pageBody(text, pageParam), signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Groups by name, or those that are found; page by page. */
export function useGroups(text: string) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: keys.groups(mailboxId, text),
    queryFn: ({ pageParam, signal }): Promise<ContactGroupPage> =>
      api.call(contactRoutes.listContactGroups, { params: { id: mailboxId }, body: pageBody(text, pageParam), signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** A group with its members; undefined id: a new one, and nothing is asked. */
export function useGroup(groupId: string | undefined) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useQuery({
    queryKey: keys.group(mailboxId, groupId ?? ''),
    enabled: groupId !== undefined,
    queryFn: ({ signal }) =>
      api.call(contactRoutes.getContactGroup, { params: { id: mailboxId, groupId: groupId ?? '' }, signal }),
    staleTime: 0,
  });
}

/** Whatever the call changes, everything of the address book is read again. */
function useChange<Input, Result>(change: (input: Input, mailboxId: string) => Promise<Result>) {
  const queryClient = useQueryClient();
  const { mailboxId } = useSession();
  return useMutation({
    mutationFn: (input: Input) => change(input, mailboxId),
    onSettled: () => queryClient.invalidateQueries({ queryKey: contactsKey(mailboxId) }),
  });
}

/** What exists already is changed from the revision that was seen. */
export type Existing = { readonly id: string; readonly revision: number } | undefined;

/** Makes or changes a contact. */
export function useSaveContact() {
  const api = useApi();
  const { keyFor, settle } = useIntent();
  return useChange(async ({ existing, contact }: { existing: Existing; contact: NewContact }, id) => {
    if (existing)
      return api.call(contactRoutes.saveContact, {
        params: { id, contactId: existing.id },
        body: { ...contact, revision: existing.revision },
      });
    const body = contact;
    const saved = await api.call(contactRoutes.createContact, {
      params: { id },
      body,
      idempotencyKey: keyFor(body),
    });
    settle();
    return saved;
  });
}

/** Makes or changes a group. */
export function useSaveGroup() {
  const api = useApi();
  const { keyFor, settle } = useIntent();
  return useChange(async ({ existing, group }: { existing: Existing; group: NewContactGroup }, id) => {
    if (existing)
      return api.call(contactRoutes.saveContactGroup, {
        params: { id, groupId: existing.id },
        body: { ...group, revision: existing.revision },
      });
    const saved = await api.call(contactRoutes.createContactGroup, {
      params: { id },
      body: group,
      idempotencyKey: keyFor(group),
    });
    settle();
    return saved;
  });
}

/** Removes a contact or a group. */
export function useRemove(kind: 'contact' | 'group') {
  const api = useApi();
  return useChange((ownId: string, id) =>
    kind === 'contact'
      ? api.call(contactRoutes.deleteContact, { params: { id, contactId: ownId } })
      : api.call(contactRoutes.deleteContactGroup, { params: { id, groupId: ownId } }),
  );
}

/** Asks for a whole personnummer; it is kept nowhere but in the answer. */
export function useShowPersonalNumber() {
  const api = useApi();
  const { mailboxId: id } = useSession();
  return useMutation({
    mutationFn: (contactId: string) => api.call(contactRoutes.showPersonalNumber, { params: { id, contactId } }),
    gcTime: 0,
  });
}

/** Reads contacts from a file, or tells what would become of it. */
export function useImport() {
  const api = useApi();
  return useChange(
    (body: { readonly csv: string; readonly preview: boolean }, id): Promise<ContactsImportReport> =>
      api.call(contactRoutes.importContacts, { params: { id }, body }),
  );
}

/** The whole address book as CSV. */
export function useExport() {
  const api = useApi();
  const { mailboxId: id } = useSession();
  return useMutation({
    mutationFn: (body: { readonly personalNumbers: boolean; readonly language: Language }) =>
      api.call(contactRoutes.exportContacts, { params: { id }, body }),
    gcTime: 0,
  });
}

/** What is remembered of recipients, the latest first. */
export function useRemembered() {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: keys.remembered(mailboxId),
    queryFn: ({ pageParam, signal }) =>
      api.call(contactRoutes.listRemembered, {
        params: { id: mailboxId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Forgets one recipient's details, or all (null). */
export function useForget() {
  const api = useApi();
  return useChange((address: string | null, id) =>
    api.call(contactRoutes.forgetRemembered, { params: { id }, body: { address } }),
  );
}

/** Whether the mailbox remembers. */
export function useSaveRemembering() {
  const api = useApi();
  return useChange((enabled: boolean, id) =>
    api.call(contactRoutes.saveRemembering, { params: { id }, body: { enabled } }),
  );
}
