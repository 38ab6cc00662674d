import { exportStatistics, getMailboxStatistics, getStatistics } from '@sefos/shared/contract/statistics.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { StatisticsService } from './statistics.service.ts';

/** HTTP of an organisation's figures, for its administrators. */
export const registerStatisticsRoutes = (mount: Mount, statistics: StatisticsService): void => {
  mount(getStatistics, ({ actor, query }) => statistics.organisation(actor, query));
  mount(getMailboxStatistics, ({ actor, query }) => statistics.mailboxes(actor, query));
  mount(exportStatistics, async ({ actor, query, reply }) => {
    const file = await statistics.export(actor, query);
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="statistik-${query.from}-${query.to}.csv"`);
    reply.header('x-content-type-options', 'nosniff');
    return file;
  });
};
