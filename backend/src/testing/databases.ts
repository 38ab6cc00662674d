import { copyFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';
import pg from 'pg';
import { ENTITIES } from '../composition/entities.ts';
import type { Database } from '../platform/database/database.ts';
import { openDatabase } from '../platform/database/open-database.ts';

export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 1024 ** 3;

const inMemory = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
};
/** Where a machine has room in memory the files of tests lie there: on a disk every commit waits for it. */
export const TEST_FOLDER = inMemory() ? MEMORY : tmpdir();

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes the database and removes it. */
  end(): Promise<void>;
}

/** A migrated, empty SQLite file of its own. */
export const openSqlite = async (): Promise<TestDatabase> => {
  const folder = mkdtempSync(join(TEST_FOLDER, 'sefos-db-'));
  const path = join(folder, 'sefos.sqlite');
  copyFileSync(process.env.SEFOS_TEST_SQLITE_TEMPLATE ?? '', path);
  const url = `sqlite:${path}`;
  const database = await openDatabase({ url, entities: ENTITIES, migrationsFolder: MIGRATIONS });
  return {
    database,
    url,
    end: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A migrated, empty database of its own in the run's PostgreSQL (postgres.setup.js). */
export const openPostgresql = async (): Promise<TestDatabase> => {
  const server = process.env.SEFOS_TEST_POSTGRES_URL;
  if (!server) throw new Error('no PostgreSQL in this run');
  const name = `t${process.pid}_${Math.random().toString(36).slice(2)}`;
  const admin = new pg.Client({ connectionString: `${server}/postgres` });
  await admin.connect();
  await admin.query(`create database ${name} template sefos_template`);
  await admin.end();
  const url = `${server}/${name}`;
  const database = await openDatabase({ url, entities: ENTITIES, migrationsFolder: MIGRATIONS, poolSize: 10 });
  return { database, url, end: () => database.close() };
};

const engines = [
  { engine: 'SQLite', open: openSqlite },
  ...(process.env.SEFOS_TEST_DATABASES === 'sqlite' ? [] : [{ engine: 'PostgreSQL', open: openPostgresql }]),
];

/** Describes a suite once for each database engine. */
export const describeOnBoth = (name: string, suite: (open: () => Promise<TestDatabase>) => void): void => {
  for (const { engine, open } of engines) describe(`${name} on ${engine}`, () => suite(open));
};
