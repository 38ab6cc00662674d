import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { functionMailboxRoutes as routes } from '../../api/function-mailbox-routes.ts';
import { isProblem } from '../../api/problem-error.ts';
import { licenceKey } from '../../api/use-licence.ts';
import type { BodyOf } from '../../contract/endpoint.ts';
import type {
  addMailboxMembers,
  FunctionMailboxChange,
  MailboxMember,
  MemberNotifications,
  MemberRole,
  NewFunctionMailbox,
} from '../../contract/function-mailboxes.ts';

const PAGE_ROWS = 50;

const keys = {
  all: ['function-mailboxes'] as const,
  lists: ['function-mailboxes', 'list'] as const,
  list: (text: string) => ['function-mailboxes', 'list', text] as const,
  one: (id: string) => ['function-mailboxes', 'one', id] as const,
  contents: (id: string) => ['function-mailboxes', 'contents', id] as const,
  members: (id: string) => ['function-mailboxes', 'members', id] as const,
  notifications: (id: string) => ['function-mailboxes', 'notifications', id] as const,
};

/** Function mailboxes by name, page by page; those that `text` finds. */
export function useFunctionMailboxes(text: string) {
  const api = useApi();
  const q = text.trim();
  return useInfiniteQuery({
    queryKey: keys.list(q),
    queryFn: ({ pageParam, signal }) =>
      api.call(routes.listFunctionMailboxes, {
        query: { limit: PAGE_ROWS, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One function mailbox. */
export function useFunctionMailbox(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.one(id),
    queryFn: ({ signal }) => api.call(routes.getFunctionMailbox, { params: { id }, signal }),
  });
}

/** Makes a function mailbox; said again with the same words it makes no second one. */
export function useCreateFunctionMailbox() {
  const api = useApi();
  const queryClient = useQueryClient();
  const intent = useRef({ said: '', key: '' });
  return useMutation({
    mutationFn: (body: NewFunctionMailbox) => {
      const said = JSON.stringify(body);
      if (intent.current.said !== said) intent.current = { said, key: crypto.randomUUID() };
      return api.call(routes.createFunctionMailbox, { body, idempotencyKey: intent.current.key });
    },
    onSuccess: () =>
      Promise.all([keys.lists, licenceKey].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

/** Saves name, language and address; when somebody else was first, the mailbox is read anew. */
export function useChangeFunctionMailbox(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: FunctionMailboxChange) => api.call(routes.changeFunctionMailbox, { params: { id }, body }),
    onSuccess: (view) => {
      queryClient.setQueryData(keys.one(id), view);
      return queryClient.invalidateQueries({ queryKey: keys.lists });
    },
    onError: (error) =>
      isProblem(error, 'settings-changed') ? queryClient.invalidateQueries({ queryKey: keys.one(id) }) : undefined,
  });
}

/** What would go with it, counted when it is asked for. */
export function useFunctionMailboxContents(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.contents(id),
    queryFn: ({ signal }) => api.call(routes.getFunctionMailboxContents, { params: { id }, signal }),
    gcTime: 0,
  });
}

/** Removes it. */
export function useRemoveFunctionMailbox(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.call(routes.removeFunctionMailbox, { params: { id }, body: { name } }),
    onSuccess: () =>
      Promise.all([keys.lists, licenceKey].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

/** Everybody in it. */
export function useMailboxMembers(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.members(id),
    queryFn: ({ signal }) => api.call(routes.listMailboxMembers, { params: { id }, signal }),
  });
}

function useMembersChange<Change>(id: string, change: (change: Change) => Promise<readonly MailboxMember[]>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (members) => {
      queryClient.setQueryData(keys.members(id), members);
      void queryClient.invalidateQueries({ queryKey: keys.one(id) });
      void queryClient.invalidateQueries({ queryKey: keys.lists });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: keys.members(id) }),
  });
}

/** Lets colleagues in. */
export function useAddMembers(id: string) {
  const api = useApi();
  return useMembersChange(id, (body: BodyOf<typeof addMailboxMembers>) =>
    api.call(routes.addMailboxMembers, { params: { id }, body }),
  );
}

/** Lets a member look after the mailbox, or no longer. */
export function useChangeMember(id: string) {
  const api = useApi();
  return useMembersChange(id, ({ memberId, role }: { readonly memberId: string; readonly role: MemberRole }) =>
    api.call(routes.changeMailboxMember, { params: { id, memberId }, body: { role } }),
  );
}

/** Lets members in no longer. */
export function useRemoveMembers(id: string) {
  const api = useApi();
  return useMembersChange(id, (ids: readonly string[]) =>
    api.call(routes.removeMailboxMembers, { params: { id }, body: { ids: [...ids] } }),
  );
}

/** How one is told of new messages to it. */
export function useMemberNotifications(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keys.notifications(id),
    queryFn: ({ signal }) => api.call(routes.getMemberNotifications, { params: { id }, signal }),
  });
}

/** Chooses how one is told. */
export function useSaveMemberNotifications(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: MemberNotifications) => api.call(routes.saveMemberNotifications, { params: { id }, body }),
    onSuccess: (settings) => queryClient.setQueryData(keys.notifications(id), settings),
  });
}
