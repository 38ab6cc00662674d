import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ENTITIES } from '@sefos/backend/composition/entities.ts';
import { ManagedAccountsRepository } from '@sefos/backend/modules/account-administration/index.ts';
import { ProvisionedAccountsRepository } from '@sefos/backend/modules/provisioning/index.ts';
import type { Database } from '@sefos/backend/platform/database/database.ts';
import { openDatabase } from '@sefos/backend/platform/database/open-database.ts';
import { write } from '@sefos/backend/platform/database/statements.ts';
import { MIGRATIONS_FOLDER } from '../inbox-data/inbox-people.ts';
import { startPostgres } from '../postgres.ts';
import type { Outcome } from '../report.ts';
import { BENCH_FOLDER } from '../settings.ts';
import { percentile, significant } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';
import { addressBooks, suggest } from './address-books.ts';
import { bytesOf, numbersTo, textOf } from './generated-sql.ts';

const ACCOUNTS = 50_000;
const ORGANISATION = 'bench';
/** What nobody waits for. */
const FELT_MILLISECONDS = 150;
const ROUNDS = 30;
const ROWS = 50;

type Ask = (database: Database) => Promise<unknown>;
const page =
  (query: Parameters<ManagedAccountsRepository['page']>[1]): Ask =>
  async (database) => {
    const accounts = new ManagedAccountsRepository(database);
    const { rows } = await accounts.page(ORGANISATION, query, ROWS);
    return accounts.signInFacts(
      rows.map(({ id }) => id),
      0,
    );
  };
const cursor = (...keys: string[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

const QUESTIONS: Readonly<Record<string, Ask>> = {
  'the first page': page({}),
  'a page in the middle': page({ cursor: cursor('025000', 'a-025000') }),
  'by address, backwards': page({ sort: 'email', descending: true }),
  'search by one letter': page({ search: 'n' }),
  'search by name': page({ search: 'name 049999' }),
  'the few who are frozen': page({ frozen: true }),
  'the few who administer': page({ role: 'organisation-administrator' }),
  'those who never signed in': page({ signIn: 'none' }),
  'the last page of a directory': (database) =>
    new ProvisionedAccountsRepository(database).page(ORGANISATION, ACCOUNTS - 100, 100),
  'suggested by one letter, beside 100,000 contacts': (database) => suggest(database, ORGANISATION, 'n'),
  'suggested by name, beside 100,000 contacts': (database) => suggest(database, ORGANISATION, 'name 0499'),
  'counted for a directory': (database) => new ProvisionedAccountsRepository(database).count(ORGANISATION),
};

/** So many accounts, one in a thousand frozen, one in five thousand an administrator, half of them from Entra ID. */
const openAccounts = async (url: string): Promise<Database> => {
  const database = await openDatabase({ url, entities: ENTITIES, migrationsFolder: MIGRATIONS_FOLDER });
  const { engine } = database;
  const n = numbersTo(engine, ACCOUNTS);
  const number = textOf(engine, 'i');
  const empty = engine === 'sqlite' ? "x''" : "''::bytea";
  await database.commit([
    write(
      `insert into account (id, organisation_id, mailbox_id, email, display_name, sort_name, roles, wrapped_key, key_epoch, language, theme, created_at, frozen_at, password_hash) ${n} select 'a-' || ${number}, '${ORGANISATION}', 'm-' || ${number}, 'p' || ${number} || '@bench.se', 'Name ' || ${number}, ${number}, case when i % 5000 = 0 then 'user,organisation-administrator' else 'user' end, ${empty}, 1, 'sv', 'system', i, case when i % 1000 = 0 then i else null end, case when i % 3 = 0 then 'x' else null end from n`,
    ),
    ...[`'name ' || ${number}`, number, `'p' || ${number} || '@bench.se'`].map((key) =>
      write(
        `insert into account_search_key (account_id, search_key, organisation_id) ${n} select 'a-' || ${number}, ${bytesOf(engine, key)}, '${ORGANISATION}' from n`,
      ),
    ),
    write(
      `insert into account_identity (issuer, subject, account_id, created_at) ${n} select 'entra:t', 's-' || i, 'a-' || ${number}, i from n where i % 2 = 0`,
    ),
    ...addressBooks(engine, ORGANISATION),
    write('analyze'),
  ]);
  return database;
};

const measure = async (engine: string, database: Database): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const [title, ask] of Object.entries(QUESTIONS)) {
    const taken: number[] = [];
    for (let round = -3; round < ROUNDS; round++) {
      const startedAt = performance.now();
      await ask(database);
      if (round >= 0) taken.push(performance.now() - startedAt);
    }
    const milliseconds = percentile(taken, 99);
    outcomes.push({
      row: `${engine}, accounts of 50,000: ${title}, p99`,
      figure: `${significant(milliseconds)} ms`,
      ceiling: `${FELT_MILLISECONDS} ms`,
      ratio: milliseconds / FELT_MILLISECONDS,
      goal: `≤ ${FELT_MILLISECONDS} ms`,
      met: milliseconds <= FELT_MILLISECONDS,
      facts: { rounds: ROUNDS },
    });
  }
  await database.close();
  return outcomes;
};

/** Lists, search, suggestions and a directory's pages of an organisation with 50,000 accounts, on both engines. */
export const accountsRow = async (): Promise<Outcome[]> => {
  freshFolder('accounts');
  const file = `sqlite:${join(BENCH_FOLDER, 'accounts', 'accounts.sqlite')}`;
  const sqlite = await measure('SQLite', await openAccounts(file));
  const postgres = await startPostgres();
  try {
    const server = await openAccounts(await postgres.freshDatabase('accounts'));
    return [...sqlite, ...(await measure('PostgreSQL', server))];
  } finally {
    await postgres.stop();
  }
};
