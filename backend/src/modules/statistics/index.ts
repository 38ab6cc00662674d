export { FiguresRepository } from './figures.repository.ts';
export { StatisticsRollup } from './rollup.job.ts';
export { StatisticsRepository } from './statistics.repository.ts';
export { registerStatisticsRoutes } from './statistics.routes.ts';
export { StatisticsService } from './statistics.service.ts';
export { UsageRepository } from './usage.repository.ts';
export { UsageReports } from './usage.service.ts';
