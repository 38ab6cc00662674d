import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { logRoutes } from '../../../api/log-routes.ts';
import type { StatisticsPeriod } from '../../../contract/statistics.ts';

/** Figures of the organisation; those of the period before stay until the new ones are there. */
export function useStatistics(period: StatisticsPeriod) {
  const api = useApi();
  return useQuery({
    queryKey: ['statistics', period],
    queryFn: async ({ signal }) => ({
      period,
      figures: await api.call(logRoutes.getStatistics, { query: period, signal }),
    }),
    placeholderData: (before) => before,
  });
}

/** Function mailboxes page by page. */
export function useMailboxStatistics(period: StatisticsPeriod) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['statistics', 'mailboxes', period],
    queryFn: ({ pageParam, signal }) =>
      api.call(logRoutes.getMailboxStatistics, {
        query: { ...period, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
