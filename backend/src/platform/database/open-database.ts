import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { EntityCaseNamingStrategy, type EntitySchema, type MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as PostgresqlOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import type BetterSqlite from 'better-sqlite3';
import type { Pool } from 'pg';
import type { Database } from './database.ts';
import { PostgresqlDatabase } from './postgresql.database.ts';
import { SqliteDatabase } from './sqlite.database.ts';

export interface DatabaseOptions {
  /** `sqlite:<path>` (or `sqlite::memory:`), or `postgresql://…`. */
  readonly url: string;
  // biome-ignore lint/suspicious/noExplicitAny: MikroORM's own type for a list of different schemas
  readonly entities: readonly EntitySchema<any>[];
  /** Folder that holds `sqlite/` and `postgresql/` with one migration a file. */
  readonly migrationsFolder: string;
  /** Largest number of PostgreSQL connections. */
  readonly poolSize?: number;
}

const common = (options: DatabaseOptions, engine: string) => ({
  entities: [...options.entities],
  namingStrategy: EntityCaseNamingStrategy,
  extensions: [Migrator],
  migrations: {
    path: `${options.migrationsFolder}/${engine}`,
    glob: '*.ts',
    snapshot: false,
    silent: true,
    transactional: true,
    allOrNothing: true,
  },
});

/** Opens the ORM alone: for migrations, and for the test that compares entities with the migrated schema. */
export const openOrm = async (options: DatabaseOptions): Promise<MikroORM> => {
  if (options.url.startsWith('sqlite:')) {
    const path = options.url.slice('sqlite:'.length);
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return (await SqliteOrm.init({ ...common(options, 'sqlite'), dbName: path })) as unknown as MikroORM;
  }
  const orm = await PostgresqlOrm.init({
    ...common(options, 'postgresql'),
    clientUrl: options.url,
    pool: { min: 0, max: options.poolSize ?? 20 },
  });
  return orm as unknown as MikroORM;
};

/**
 * Opens the database and brings it to the newest migration.
 * SQLite: WAL, synchronous=FULL (an answer of success survives a power cut), secure_delete (deleted keys are overwritten).
 */
export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const orm = await openOrm(options);
  const close = () => orm.close();
  // Both drivers' connections give their native client; MikroORM's core type does not know it.
  const connection = orm.em.getConnection() as unknown as { getNativeClient(): Promise<unknown> };
  if (options.url.startsWith('sqlite:')) {
    const native = (await connection.getNativeClient()) as BetterSqlite.Database;
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = FULL',
      'secure_delete = ON',
      'busy_timeout = 5000',
      'cache_size = -65536',
      'mmap_size = 1073741824',
      'temp_store = MEMORY',
    ])
      native.pragma(pragma);
    await orm.migrator.up();
    native.pragma('optimize = 0x10002');
    return new SqliteDatabase(native, close);
  }
  await orm.migrator.up();
  return new PostgresqlDatabase((await connection.getNativeClient()) as Pool, close);
};
