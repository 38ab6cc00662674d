import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { routes } from '../../../api/routes.ts';
import type { ThreadPage } from '../../../contract/reading.ts';
import { messageKeys } from '../message-keys.ts';

/** The conversation that a message belongs to, newest first, page by page; opens nothing. */
export function useThread(messageId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: messageKeys.thread(messageId),
    queryFn: ({ pageParam, signal }): Promise<ThreadPage> =>
      api.call(routes.getThread, {
        params: { id: messageId },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}
