import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { casesKey } from '../../api/cases-key.ts';
import { routes } from '../../api/routes.ts';
import { useSession } from '../../api/session.tsx';
import { useWithStepUp } from '../../api/step-up.ts';
import type { ResponseOf } from '../../contract/endpoint.ts';
import type { Folder, getMailboxes, MessageHead, MessagePage } from '../../contract/messages.ts';
import { CONTENT, type ListSearch, messageKeys } from './message-keys.ts';

const PAGE_ROWS = 50;

/** Mailboxes as the server tells of them. */
export type MailboxList = ResponseOf<typeof getMailboxes>;

/** One's own mailboxes and those that others have delegated to one, with their unread counts. */
export function useMailboxes() {
  const api = useApi();
  return useQuery({
    queryKey: messageKeys.mailboxes,
    queryFn: ({ signal }) => api.call(routes.getMailboxes, { signal }),
  });
}

/**
 * A folder of one's own mailbox, page by page (keyset): newest first, or what `search` finds in it. The rows of the search before
 * stay until the first ones of the next are there.
 */
export function useMessageList(folder: Folder, search?: ListSearch) {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: search ? messageKeys.search(mailboxId, folder, search) : messageKeys.list(mailboxId, folder),
    queryFn: ({ pageParam, signal }): Promise<MessagePage> => {
      const page = { folder, limit: PAGE_ROWS, ...(pageParam ? { cursor: pageParam } : {}) };
      const params = { id: mailboxId };
      return search
        ? api.call(routes.searchMessages, { params, body: { ...page, ...search }, signal })
        : api.call(routes.listMessages, { params, query: page, signal });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // What was found for one's words is not kept for longer than they are of use.
    ...(search ? { gcTime: 60_000 } : {}),
  });
}

/** What is known of a message without opening it. */
export function useMessageHead(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: messageKeys.head(id),
    queryFn: ({ signal }) => api.call(routes.getMessage, { params: { id }, signal }),
  });
}

/**
 * Opens a message. For a recipient this is recorded, so it is asked for only when the person has gone to the message, and
 * never again by itself. The text leaves the cache a minute after the screen does, and at once when it is gone for good.
 */
export function useMessageContent({ id, unavailable }: Pick<MessageHead, 'id' | 'unavailable'>, enabled: boolean) {
  const api = useApi();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (unavailable !== null) queryClient.removeQueries({ queryKey: messageKeys.content(id) });
  }, [queryClient, id, unavailable]);
  return useQuery({
    queryKey: messageKeys.content(id),
    enabled,
    queryFn: async ({ signal }) => {
      const content = await api.call(routes.openMessage, { params: { id }, signal });
      void queryClient.invalidateQueries({ queryKey: messageKeys.mailboxes });
      void queryClient.invalidateQueries({ queryKey: messageKeys.lists });
      void queryClient.invalidateQueries({ queryKey: casesKey });
      return content;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** What has happened to each recipient; for the sender. */
export function useTimeline(id: string, enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: messageKeys.timeline(id),
    enabled,
    queryFn: ({ signal }) => api.call(routes.getTimeline, { params: { id }, signal }),
  });
}

/** Recalls for some recipients, or for all who have not opened (null). */
export function useRecall(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (recipientIds: string[] | null) =>
      api.call(routes.recallMessage, { params: { id }, body: { recipientIds } }),
    onSettled: () =>
      queryClient.invalidateQueries({
        queryKey: messageKeys.all,
        // What is recalled cannot be read again, and what is not has not changed.
        predicate: ({ queryKey: [, kind] }) => kind !== CONTENT,
      }),
  });
}

/** Gives some links another end, or all whose end may be changed (null); asks for the message's level when the session is below it. */
export function useChangeValidity(id: string) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (change: { readonly validUntil: string; readonly recipientIds: string[] | null }) =>
      withStepUp(queryClient.getQueryData<MessageHead>(messageKeys.head(id))?.assuranceLevel ?? 3, () =>
        api.call(routes.changeValidity, { params: { id }, body: change }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.all, refetchType: 'active' }),
  });
}

/** Lets the recipients answer, or no longer. */
export function useChangeReplyRight(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (allowed: boolean) => api.call(routes.changeReplyRight, { params: { id }, body: { allowed } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.all, refetchType: 'active' }),
  });
}

/** Ends the access of one recipient who has opened. */
export function useEndAccess(id: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (recipientId: string) => api.call(routes.endAccess, { params: { id }, body: { recipientId } }),
    onSettled: () =>
      queryClient.invalidateQueries({
        queryKey: messageKeys.all,
        refetchType: 'active',
        predicate: ({ queryKey: [, kind] }) => kind !== CONTENT,
      }),
  });
}

/** Gives one recipient another number or personnummer; asks for the message's level when the session is below it. */
export function useChangeVerification({ id, assuranceLevel }: Pick<MessageHead, 'id' | 'assuranceLevel'>) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly recipientId: string; readonly phone?: string; readonly personalNumber?: string }) =>
      withStepUp(assuranceLevel, () => api.call(routes.changeVerification, { params: { id }, body })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: messageKeys.timeline(id) }),
    // The number does not stay in the page's memory.
    gcTime: 0,
  });
}

/** Mails one recipient again. */
export function useNotifyAgain(id: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (recipientId: string) => api.call(routes.notifyAgain, { params: { id }, body: { recipientId } }),
  });
}

/** The organisation's levels of assurance and what each may use. */
export function useLevels() {
  const api = useApi();
  return useQuery({
    queryKey: messageKeys.levels,
    queryFn: ({ signal }) => api.call(routes.getLevels, { signal }),
    staleTime: 300_000,
  });
}

/** What holds for a message when its sender says nothing, and the most that she may say. */
export function useMessageRules() {
  const api = useApi();
  return useQuery({
    queryKey: messageKeys.rules,
    queryFn: ({ signal }) => api.call(routes.getMessageRules, { signal }),
    staleTime: 300_000,
  });
}
