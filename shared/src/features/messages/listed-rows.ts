import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { MessagePage, MessageRow } from '../../contract/messages.ts';
import { messageKeys } from './message-keys.ts';

/** The row that fits, from any list that has been read. */
export const listedRow = (queryClient: QueryClient, fits: (row: MessageRow) => boolean): MessageRow | undefined =>
  queryClient
    .getQueriesData<InfiniteData<MessagePage>>({ queryKey: messageKeys.lists })
    .flatMap(([, data]) => data?.pages.flatMap(({ rows }) => rows) ?? [])
    .find(fits);
