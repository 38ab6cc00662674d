import { API_PREFIX } from '@sefos/shared/contract/endpoint.ts';
import type { FastifyInstance } from 'fastify';
import { invitationJobs } from '../modules/account-administration/index.ts';
import { accountJobs, sweepSignInWindows } from '../modules/accounts/index.ts';
import { AttachmentsSweep, attachmentJobs } from '../modules/attachments/index.ts';
import { AuditSealer } from '../modules/audit/index.ts';
import { caseJobs } from '../modules/cases/index.ts';
import { sweepIdentification } from '../modules/identification/index.ts';
import { closingJobs } from '../modules/installation/index.ts';
import { delegationJobs, LiveFeed, memberChangeJobs } from '../modules/mailboxes/index.ts';
import {
  activityJobs,
  autoReplyJobs,
  memberNoticeJobs,
  notificationJobs,
  reminderJobs,
  SCRUB_JOB,
  senderNoticeJobs,
} from '../modules/messages/index.ts';
import { INSTALLATION } from '../modules/organisations/index.ts';
import type { Database } from '../platform/database/database.ts';
import { write } from '../platform/database/statements.ts';
import { registerHealth } from '../platform/http/health.routes.ts';
import { makeServer } from '../platform/http/server.ts';
import { OutboxWorker } from '../platform/jobs/outbox.ts';
import { startSchedule, type Task } from '../platform/jobs/schedule.ts';
import { type Config, ConfigError } from './config.ts';
import { openProductDatabase } from './database.ts';
import { type Demo, startDemo } from './demo.ts';
import { seedDemoMailbox } from './demo-mailbox.ts';
import { seedDemo } from './demo-seed.ts';
import { registerPages } from './pages.ts';
import { makeProductionPorts, type Ports } from './ports.ts';
import { registerRoutes } from './routes.ts';
import { makeServices, type Services } from './services.ts';

const DAY_MILLISECONDS = 86_400_000;

export interface Sefos {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly ports: Ports;
  readonly url: string;
  /** Stops taking requests, lets work under way end, closes everything. */
  stop(): Promise<void>;
}

const makeWorker = (app: FastifyInstance, database: Database, ports: Ports, services: Services): OutboxWorker =>
  new OutboxWorker({
    database,
    clock: ports.clock,
    handlers: {
      ...attachmentJobs(ports.storage),
      ...notificationJobs(services.notifications),
      ...activityJobs(services.activities, (job, reason) => app.log.info({ job, reason }, 'not told in Teams')),
      ...reminderJobs(services.reminderMails),
      ...accountJobs(services.accountNotices),
      ...delegationJobs(services.delegationTurns),
      ...memberChangeJobs(services.membersChanged),
      ...invitationJobs(services.invitations),
      ...closingJobs(services.closingNotices),
      ...caseJobs(services),
      ...autoReplyJobs(services.autoReplyJob),
      ...memberNoticeJobs(services.memberNotices),
      ...senderNoticeJobs(services.senderNotices),
      [SCRUB_JOB]: async () => {
        await database.scrubLog();
        return [];
      },
    },
    onError: (kind, reason, parked) => app.log[parked ? 'error' : 'warn']({ job: kind, reason, parked }, 'job failed'),
  });

const tasksOf = (database: Database, ports: Ports, services: Services, feed: LiveFeed): Task[] => {
  const { clock, storage } = ports;
  const sweep = new AttachmentsSweep({ database, storage, clock });
  const dayAgo = () => clock.now().getTime() - DAY_MILLISECONDS;
  return [
    { name: 'expire-links', everySeconds: 15, run: () => services.expiry.run() },
    { name: 'retention', everySeconds: 60, run: () => services.retentionSweep.run() },
    { name: 'empty-removed-mailboxes', everySeconds: 60, run: () => services.removedMailboxes.run() },
    { name: 'purge-closed-organisations', everySeconds: 10, run: () => services.closingPurge.run() },
    { name: 'destroy-deleted', everySeconds: 600, run: () => services.deletedCopies.run() },
    { name: 'tell-that-this-lives', everySeconds: 15, run: () => services.nodes.beat() },
    { name: 'count-statistics', everySeconds: 30, run: () => services.statisticsRollup.run() },
    { name: 'check-log', everySeconds: 60, run: () => services.chainCheck.run() },
    { name: 'fill-search', everySeconds: 30, run: () => services.searchFill.run() },
    { name: 'sum-up-search', everySeconds: 600, run: () => services.searchBlocks.run() },
    { name: 'remind', everySeconds: 300, run: () => services.reminders.run() },
    { name: 'sweep-uploads', everySeconds: 300, run: () => sweep.sweepExpired() },
    { name: 'sweep-cases', everySeconds: 3_600, run: () => services.casesSweep.run() },
    { name: 'sweep-drafts', everySeconds: 3_600, run: () => services.draftsSweep.run() },
    { name: 'sweep-orphans', everySeconds: 86_400, run: () => sweep.sweepOrphans() },
    {
      name: 'sweep-identification',
      everySeconds: 300,
      run: () => sweepIdentification(database, clock.now().getTime()),
    },
    {
      name: 'sweep-sign-in-windows',
      everySeconds: 300,
      run: () => sweepSignInWindows(database, clock.now().getTime()),
    },
    { name: 'sweep-returns', everySeconds: 86_400, run: () => services.bounces.sweep() },
    { name: 'sweep-live', everySeconds: 3_600, run: () => feed.sweep() },
    {
      name: 'sweep-idempotency',
      everySeconds: 3_600,
      run: () => database.commit([write('delete from idempotency where created_at < ?', dayAgo())]),
    },
    {
      name: 'sweep-sessions',
      everySeconds: 3_600,
      run: () =>
        database.commit([
          write('delete from session where expires_at < ?', dayAgo()),
          write('delete from link_session where expires_at < ?', dayAgo()),
        ]),
    },
  ];
};

const startMailReturn = (app: FastifyInstance, { mailReturn }: Ports, { bounces }: Services): Promise<void> =>
  mailReturn
    .start(
      (mail) => bounces.take(mail),
      () => app.log.warn('returned mail cannot be read'),
    )
    .catch(() => {
      throw new ConfigError('MAIL_RETURN_URL names an address that cannot be listened on: choose a free port.');
    });

/** Opens the database, connects the ports and listens. `logStream` takes the log in tests. */
export const startSefos = async (
  config: Config,
  options: { readonly logStream?: NodeJS.WritableStream } = {},
): Promise<Sefos> => {
  const demo: Demo | null = config.mode === 'production' ? null : await startDemo(config);
  const ports = demo?.ports ?? (await makeProductionPorts(config));
  const database = await openProductDatabase(config);
  const services = makeServices(config, database, ports);
  await services.keyRing.ensure(INSTALLATION);
  await services.keyRing.verify(INSTALLATION).catch(() => {
    throw new ConfigError(
      'The master key does not fit the database: restore the key file (KMS_URL) that belongs to it. Nothing was changed.',
    );
  });
  if (demo) await seedDemo(services);
  if (config.mode === 'demo') await seedDemoMailbox(services);

  const app = await makeServer({ logLevel: config.logLevel, trustedProxies: config.trustedProxies, ...options });
  const feed = new LiveFeed({
    database,
    clock: ports.clock,
    aliveSessions: (ids) => services.sessions.alive(ids),
    activeAccesses: (ids) => services.door.active(ids),
    onError: (error) =>
      app.log.error({ err: { type: error instanceof Error ? error.name : 'unknown' } }, 'live feed failed'),
  });
  registerHealth(app, database);
  registerRoutes(app, config, services, feed);
  await demo?.mount(app);
  await registerPages(app, config);
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } as object }, async () => app.swagger());

  const worker = makeWorker(app, database, ports, services);
  const sealer = new AuditSealer({
    database,
    clock: ports.clock,
    keys: services.keyRing,
    keyOwnerId: INSTALLATION,
    onError: (reason, organisationId) => app.log.error({ reason, organisationId }, 'sealing the log failed'),
    onCheckpoint: (auditCheckpoint) => app.log.info({ auditCheckpoint }, 'audit checkpoint'),
  });
  await startMailReturn(app, ports, services);
  await app.listen({ port: config.port, host: config.host });
  await services.nodes.beat();
  worker.start();
  sealer.start();
  feed.start();
  const schedule = startSchedule(tasksOf(database, ports, services, feed), (name, error) =>
    app.log.error({ task: name, err: { type: error instanceof Error ? error.name : 'unknown' } }, 'task failed'),
  );
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  return {
    app,
    services,
    ports,
    url: config.port === 0 ? `http://localhost:${port}` : config.publicUrl,
    stop: async () => {
      await schedule.stop();
      await app.close();
      await ports.mailReturn.close();
      await worker.stop();
      await sealer.stop();
      await (demo ? demo.close() : ports.mail.close());
      await database.close();
    },
  };
};
