import { useCallback, useEffect, useMemo, useState } from 'react';
import { useHeldStill } from '../../../components/use-held-still.ts';
import type { Folder, MessageRow } from '../../../contract/messages.ts';
import type { ListSearch } from '../message-keys.ts';
import { useMessageList } from '../use-messages.ts';

/** So many pages may come without a single row before a person is asked whether to go on. */
const BARREN_PAGES = 8;

export interface FolderRows {
  readonly rows: readonly MessageRow[];
  /** Nothing to show yet. */
  readonly pending: boolean;
  /** The rows are of the search before. */
  readonly stale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  /** A long way back without a find: it goes on when the person says so. */
  readonly stopped: boolean;
  /** How far back a search has come, while it has not come to the end. */
  readonly reachedAt: string | undefined;
  /** Rows may be missing: not everything can be searched yet. */
  readonly incomplete: boolean;
}

/** A folder's rows, narrowed by `search`; reads on by itself until there is something to show. */
export function useFolderRows(folder: Folder, search: ListSearch | undefined): FolderRows {
  const list = useMessageList(folder, search);
  const [patience, setPatience] = useState({ search, pages: BARREN_PAGES });
  if (patience.search !== search) setPatience({ search, pages: BARREN_PAGES });
  const pages = list.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const shown = useHeldStill(rows);
  const barren = pages ? pages.length - 1 - pages.findLastIndex((page) => page.rows.length > 0) : 0;
  const stopped = barren >= patience.pages;
  const { hasNextPage, isFetching, isPlaceholderData, fetchNextPage, refetch } = list;

  const onMore = useCallback(() => {
    if (stopped) setPatience((before) => ({ ...before, pages: before.pages + BARREN_PAGES }));
    void fetchNextPage();
  }, [stopped, fetchNextPage]);
  const goOn = rows.length === 0 && hasNextPage && !isFetching && !isPlaceholderData && !stopped && !list.error;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);

  return {
    rows: shown,
    pending: list.isPending,
    stale: isPlaceholderData,
    error: list.error,
    retry: useCallback(() => void refetch(), [refetch]),
    hasMore: hasNextPage,
    loadingMore: list.isFetchingNextPage,
    onMore,
    stopped,
    reachedAt: hasNextPage ? pages?.at(-1)?.reachedAt : undefined,
    incomplete: pages?.some((page) => page.incomplete) ?? false,
  };
}
