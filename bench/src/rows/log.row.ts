import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { AuditLog } from '@sefos/backend/modules/audit/index.ts';
import { INSTALLATION } from '@sefos/backend/modules/organisations/index.ts';
import { FiguresRepository, StatisticsService } from '@sefos/backend/modules/statistics/index.ts';
import type { AccountActor } from '@sefos/backend/platform/actor.ts';
import type { Database } from '@sefos/backend/platform/database/database.ts';
import { startPostgres } from '../postgres.ts';
import type { Outcome } from '../report.ts';
import { BENCH_FOLDER, type Plan } from '../settings.ts';
import { percentile, significant } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { FROM, ORGANISATION, openLog, RARE_ACTION } from './log-data.ts';

/** What nobody waits for. */
const FELT_MILLISECONDS = 1_000;
const ROUNDS = 30;

const ACTOR: AccountActor = {
  ...{ kind: 'account', accountId: 'a1', organisationId: ORGANISATION, mailboxId: 'm', sessionId: 's', host: 'web' },
  ...{ email: 'a@example.com', displayName: 'A', language: 'sv', roles: ['organisation-administrator'], level: 3 },
  ...{ method: 'bankid', csrfToken: '', ip: '192.0.2.1' },
};
const clock = { now: () => new Date(FROM) };

type Ask = (database: Database) => Promise<unknown>;

const log = (query: Readonly<Record<string, string>>): Ask => {
  return (database) => new AuditLog({ database, clock, installationId: INSTALLATION }).search(ACTOR, query);
};
const QUESTIONS: Readonly<Record<string, Ask>> = {
  'statistics of two years': (database) =>
    new StatisticsService(new FiguresRepository(database)).organisation(ACTOR, {
      from: '2024-01-01',
      to: '2025-12-31',
    }),
  'log, newest': log({}),
  'log, a rare event': log({ action: RARE_ACTION }),
  'log, one person': log({ actor: 'a17' }),
  'log, one address and event': log({ network: '192.0.2.40', action: 'link.identified' }),
};

/** The 99th percentile of the answers, in milliseconds; the two are asked in turn. */
const timed = async (databases: readonly Database[], ask: Ask): Promise<number[]> => {
  const taken = databases.map((): number[] => []);
  for (let round = -3; round < ROUNDS; round++)
    for (const [index, database] of databases.entries()) {
      const startedAt = performance.now();
      await ask(database);
      if (round >= 0) taken[index]?.push(performance.now() - startedAt);
    }
  return taken.map((milliseconds) => percentile(milliseconds, 99));
};

const measure = async (engine: string, databases: readonly Database[], plan: Plan): Promise<Outcome[]> => {
  const [few, many] = plan.logEntries;
  const outcomes: Outcome[] = [];
  for (const [title, ask] of Object.entries(QUESTIONS)) {
    const [small = Number.NaN, large = Number.NaN] = await timed(databases, ask);
    outcomes.push({
      row: `${engine}, ${title}, ${many.toLocaleString('en')} to ${few.toLocaleString('en')} entries: p99`,
      figure: `${significant(large)} ms`,
      ceiling: `${significant(small)} ms`,
      ratio: large / small,
      goal: `≤ ${FELT_MILLISECONDS} ms`,
      met: large <= FELT_MILLISECONDS,
      facts: { rounds: ROUNDS },
    });
  }
  for (const database of databases) await database.close();
  return outcomes;
};

/** The log and the statistics of an organisation with few and with many entries, on both engines. */
export const logRow = async (plan: Plan): Promise<Outcome[]> => {
  const sizes = plan.logEntries;
  freshFolder('log');
  const files: Database[] = [];
  for (const entries of sizes)
    files.push(await openLog(`sqlite:${join(BENCH_FOLDER, 'log', `${entries}.sqlite`)}`, entries));
  const sqlite = await measure('SQLite', files, plan);
  freshFolder('log');
  const postgres = await startPostgres();
  try {
    const servers: Database[] = [];
    for (const entries of sizes) servers.push(await openLog(await postgres.freshDatabase(`log_${entries}`), entries));
    return [...sqlite, ...(await measure('PostgreSQL', servers, plan))];
  } finally {
    await postgres.stop();
  }
};
