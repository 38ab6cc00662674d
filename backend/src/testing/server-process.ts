import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SURFACES } from '../composition/surfaces.ts';

const BACKEND = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The server refuses to start without its pages. Empty ones do for the API; the build writes over them (it looks for its own stamp). */
const ensurePages = (): void => {
  for (const folder of ['assets', 'launch-event']) mkdirSync(join(PAGES, folder), { recursive: true });
  const files = SURFACES.map(({ file }) => (file === 'launch-event' ? 'launch-event/launchevent.js' : file));
  for (const file of new Set(files)) if (!existsSync(join(PAGES, file))) writeFileSync(join(PAGES, file), '');
};

/** The real server (`node src/main.ts`) in test mode, to be killed and started again on the same data. */
export class ServerProcess {
  readonly url: string;
  readonly #dataDir: string;
  readonly #port: number;
  #child: ChildProcess | undefined;
  #output = '';

  constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir;
    this.#port = port;
    this.url = `http://localhost:${port}`;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    ensurePages();
    const child = spawn(process.execPath, ['--no-warnings', 'src/main.ts'], {
      cwd: BACKEND,
      env: {
        PATH: process.env.PATH,
        SEFOS_MODE: 'test',
        PORT: String(this.#port),
        DATA_DIR: this.#dataDir,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        this.#output += text.toString();
      });
    const until = Date.now() + 60_000;
    while (Date.now() < until) {
      if (child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/api/v1/sign-in/methods`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not start: ${this.#output}`);
  }

  /** What it printed, for a failing test to show. */
  get output(): string {
    return this.#output;
  }

  /** SIGKILL: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}
