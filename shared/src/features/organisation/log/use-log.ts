import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { logRoutes } from '../../../api/log-routes.ts';
import type { LogFilter, LogScope } from '../../../contract/log.ts';

/** What a person has looked for: days as they stand in the fields. */
export interface LogQuestion {
  readonly from: string;
  readonly to: string;
  readonly action: string;
  readonly actor: string;
  readonly target: string;
  readonly network: string;
}

export const NO_QUESTION: LogQuestion = { from: '', to: '', action: '', actor: '', target: '', network: '' };

const startOf = (day: string, daysOn = 0): string => {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + daysOn);
  return date.toISOString();
};

/** The same as the server wants it; days are whole, where the person is. */
export const filterOf = (scope: LogScope, { from, to, ...words }: LogQuestion): LogFilter => ({
  scope,
  ...(from ? { from: startOf(from) } : {}),
  ...(to ? { to: startOf(to, 1) } : {}),
  ...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== '')),
});

/** Entries page by page, newest first. Nobody looks anew without the person: each look is logged. */
export function useLog(filter: LogFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['log', filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(logRoutes.searchLog, { body: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** So often the server checks what is new. */
const CHECKED_MILLISECONDS = 60_000;

/** How far the log is checked. */
export function useLogChain(scope: LogScope) {
  const api = useApi();
  return useQuery({
    queryKey: ['log-chain', scope],
    queryFn: ({ signal }) => api.call(logRoutes.getLogChain, { query: { scope }, signal }),
    refetchInterval: CHECKED_MILLISECONDS,
  });
}
