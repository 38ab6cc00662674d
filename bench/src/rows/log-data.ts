import { ENTITIES } from '@sefos/backend/composition/entities.ts';
import { StatisticsRepository, StatisticsRollup } from '@sefos/backend/modules/statistics/index.ts';
import type { Database } from '@sefos/backend/platform/database/database.ts';
import { openDatabase } from '@sefos/backend/platform/database/open-database.ts';
import { write } from '@sefos/backend/platform/database/statements.ts';
import { MIGRATIONS_FOLDER } from '../inbox-data/inbox-people.ts';

/** The first entry's time, and the span over which the others are spread. */
export const FROM = Date.parse('2024-01-01T12:00:00Z');
const SPAN_MILLISECONDS = 2 * 365 * 86_400_000;
const CHUNK = 500_000;
export const ORGANISATION = 'bench';
/** One entry in a million has this action. */
export const RARE_ACTION = 'organisation.setting-changed';

/** Entries numbered `from` to `to` as rows of `n (i)`. */
const numbers = (engine: Database['engine'], from: number, to: number): string =>
  engine === 'sqlite'
    ? `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to})`
    : `with n(i) as (select * from generate_series(${from}::bigint, ${to}::bigint))`;

const idOf = (engine: Database['engine'], at: string): string =>
  engine === 'sqlite'
    ? `printf('%08x-%04x-7000-8000-%012x', (${at}) >> 16, (${at}) & 65535, i)`
    : `lpad(to_hex((${at}) >> 16), 8, '0') || '-' || lpad(to_hex((${at}) & 65535), 4, '0') || '-7000-8000-' || lpad(to_hex(i), 12, '0')`;

/** A log of so many chained entries of 500 people at 200 addresses, of which a third is counted; and what is counted of it. */
export const openLog = async (url: string, entries: number): Promise<Database> => {
  const database = await openDatabase({ url, entities: ENTITIES, migrationsFolder: MIGRATIONS_FOLDER });
  const step = Math.max(1, Math.floor(SPAN_MILLISECONDS / entries));
  const at = `${FROM} + i * ${step}`;
  for (let from = 1; from <= entries; from += CHUNK) {
    const to = Math.min(entries, from + CHUNK - 1);
    await database.commit([
      write(
        `insert into audit_event (id, organisation_id, at, action, actor_kind, actor_id, method, level, ip, facts, sequence) ${numbers(database.engine, from, to)} select ${idOf(database.engine, at)}, '${ORGANISATION}', ${at}, case when i % 1000000 = 7 then '${RARE_ACTION}' when i % 6 = 0 then 'sign-in.succeeded' when i % 6 = 1 then 'link.identified' else 'message.opened' end, 'account', 'a' || (i % 500), case when i % 5 = 0 then 'bankid' else 'entra' end, 3, '192.0.2.' || (i % 200), '{}', i from n`,
      ),
    ]);
  }
  await database.commit([
    write(
      'insert into audit_head (organisation_id, sequence, hash, signed_sequence, signed_at) values (?, ?, ?, 0, 0)',
      ...[ORGANISATION, entries, Buffer.alloc(32)],
    ),
    write('analyze audit_event'),
  ]);
  await new StatisticsRollup(new StatisticsRepository(database)).run();
  return database;
};
