import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ENTITIES } from '@sefos/backend/composition/entities.ts';
import type { Database } from '@sefos/backend/platform/database/database.ts';
import { openDatabase } from '@sefos/backend/platform/database/open-database.ts';
import type pg from 'pg';
import type { BenchPostgres } from '../postgres.ts';
import { BENCH_FOLDER } from '../settings.ts';
import { MIGRATIONS_FOLDER } from './inbox-people.ts';

type Row = Readonly<Record<string, string | number | Uint8Array | null>> & { readonly copy_row: number };
const PAGE = 5_000;

/** A value in the text format of COPY. */
const textOf = (value: string | number | Uint8Array | null): string => {
  if (value === null) return '\\N';
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  return String(value).replace(/[\\\t\n\r]/g, (character) => `\\${character}`);
};

async function* linesOf(sqlite: Database, table: string, columns: readonly string[]): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const rows = await sqlite.all<Row>(
      `select rowid as copy_row, * from ${table} where rowid > ? order by rowid limit ${PAGE}`,
      after,
    );
    const last = rows.at(-1);
    if (!last) return;
    yield `${rows.map((row) => columns.map((column) => textOf(row[column] ?? null)).join('\t')).join('\n')}\n`;
    after = last.copy_row;
  }
}

const copyTable = async (sqlite: Database, client: pg.Client, table: string): Promise<void> => {
  const names = await sqlite.all<{ name: string }>(`select name from pragma_table_info('${table}')`);
  const columns = names.map(({ name }) => name);
  // A folder that the server's own user may read.
  const folder = join(BENCH_FOLDER, 'copy');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const file = join(folder, `${table}.txt`);
  await pipeline(Readable.from(linesOf(sqlite, table, columns)), createWriteStream(file, { mode: 0o644 }));
  await client.query(`copy ${table} (${columns.join(', ')}) from '${file}'`);
  rmSync(file);
};

const exists = async (postgres: BenchPostgres, name: string): Promise<boolean> => {
  const admin = await postgres.client('postgres');
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  await admin.end();
  return rowCount === 1;
};

const rename = async (postgres: BenchPostgres, from: string, to: string): Promise<void> => {
  const admin = await postgres.client('postgres');
  await admin.query(`alter database ${from} rename to ${to}`);
  await admin.end();
};

/** The same rows in PostgreSQL, for the same key file; copied once and kept. Answers the database's URL. */
export const copyToPostgresql = async (postgres: BenchPostgres, dataDir: string, name: string): Promise<string> => {
  if (await exists(postgres, name)) return postgres.urlOf(name);
  process.stderr.write(`  copying it to PostgreSQL, once …\n`);
  const half = `${name}_half`;
  const url = await postgres.freshDatabase(half);
  const open = (from: string) =>
    openDatabase({ url: from, entities: ENTITIES, migrationsFolder: MIGRATIONS_FOLDER, poolSize: 2 });
  await (await open(url)).close();
  const sqlite = await open(`sqlite:${join(dataDir, 'sefos.sqlite')}`);
  const client = await postgres.client(half);
  for (const { meta } of ENTITIES) await copyTable(sqlite, client, String(meta.tableName ?? meta.name));
  await client.query('vacuum analyze');
  await client.end();
  await sqlite.close();
  await rename(postgres, half, name);
  return postgres.urlOf(name);
};
