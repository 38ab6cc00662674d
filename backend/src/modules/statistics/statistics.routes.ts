import { exportUsage } from '@sefos/shared/contract/installation.ts';
import { exportStatistics, getMailboxStatistics, getStatistics } from '@sefos/shared/contract/statistics.ts';
import type { FastifyReply } from 'fastify';
import type { Mount } from '../../platform/http/mount.ts';
import type { StatisticsService } from './statistics.service.ts';
import type { UsageReports } from './usage.service.ts';

interface StatisticsServices {
  readonly statistics: StatisticsService;
  readonly usageReports: UsageReports;
}

/** HTTP of an organisation's figures, for its administrators, and of all organisations', for system administrators. */
export const registerStatisticsRoutes = (mount: Mount, { statistics, usageReports }: StatisticsServices): void => {
  mount(getStatistics, ({ actor, query }) => statistics.organisation(actor, query));
  mount(getMailboxStatistics, ({ actor, query }) => statistics.mailboxes(actor, query));
  mount(exportStatistics, async ({ actor, query, reply }) => {
    const file = await statistics.export(actor, query);
    asCsv(reply, `statistik-${query.from}-${query.to}.csv`);
    return file;
  });
  mount(exportUsage, async ({ actor, query, reply }) => {
    const file = await usageReports.export(actor, query);
    asCsv(reply, `anvandning-${query.from}-${query.to}.csv`);
    return file;
  });
};

const asCsv = (reply: FastifyReply, fileName: string): void => {
  reply.header('content-type', 'text/csv; charset=utf-8');
  reply.header('content-disposition', `attachment; filename="${fileName}"`);
  reply.header('x-content-type-options', 'nosniff');
};
