import type * as log from '../contract/log.ts';
import type * as statistics from '../contract/statistics.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;

/** Operations of the event log and of statistics: they come with their pages. Files are fetched as they are (use-save-file.ts). */
export const logRoutes = {
  searchLog: route<typeof log.searchLog>()({ method: 'POST', status: 200, idempotent: false, path: '/log/search' }),
  getLogChain: route<typeof log.getLogChain>()({ ...read, path: '/log/chain' }),
  getStatistics: route<typeof statistics.getStatistics>()({ ...read, path: '/organisation/statistics' }),
  getMailboxStatistics: route<typeof statistics.getMailboxStatistics>()({
    ...read,
    path: '/organisation/statistics/mailboxes',
  }),
} as const;
