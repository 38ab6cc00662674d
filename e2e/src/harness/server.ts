import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The built product that is tested: this repository, or a copy of it in E2E_PRODUCT. */
const PRODUCT = process.env.E2E_PRODUCT ?? ROOT;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const LOG_TAIL_CHARACTERS = 8_000;

const running = new Set<SefosServer>();

/** Below those that systems give to outgoing connections: one of these could take the port before the server listens. */
const PORTS = { first: 20_000, last: 29_999 };
const TRIES = 50;

/** Port that nobody listens on: the first of E2E_PORTS ("8250-8259") when that is set, else any of PORTS. */
const freePort = async (): Promise<number> => {
  const [first, last] = (process.env.E2E_PORTS ?? '').split('-').map(Number);
  const anyPort = () => PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first + 1));
  const wanted =
    first && last
      ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
      : Array.from({ length: TRIES }, anyPort);
  const taken = new Set([...running].map(({ port }) => port));
  for (const port of wanted) {
    if (taken.has(port)) continue;
    const found = await new Promise<number | null>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(null));
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : null));
      });
    });
    if (found !== null) return found;
  }
  throw new Error(`No free port in ${process.env.E2E_PORTS ?? `${PORTS.first}-${PORTS.last}`}.`);
};

/** The built product in test mode (demo accounts and simulators, nothing else), as a process of its own with a DATA_DIR of its own. */
export class SefosServer {
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  /** Everything that the process wrote to stdout and stderr, over restarts. */
  log = '';
  #process: ChildProcess | undefined;

  private constructor(port: number, dataDir: string) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.dataDir = dataDir;
  }

  static async start(): Promise<SefosServer> {
    const server = new SefosServer(await freePort(), await mkdtemp(join(tmpdir(), 'sefos-e2e-')));
    running.add(server);
    try {
      await server.begin();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** Starts the process and waits until it answers. Answers milliseconds. `demo`: with what a newcomer finds. */
  async begin(mode: 'test' | 'demo' = 'test'): Promise<number> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['backend/src/main.ts'], {
      cwd: PRODUCT,
      env: {
        ...process.env,
        SEFOS_MODE: mode,
        PORT: String(this.port),
        DATA_DIR: this.dataDir,
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        this.log += text;
      });
    }
    const before = this.log.length;
    // Our own process says so: somebody else on the same port could answer as well.
    while (!this.log.includes(' runs at ', before) || !(await this.#answers())) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The server ended by itself (${child.exitCode ?? child.signalCode}).\n${this.logTail()}`);
      if (performance.now() - startedAt > READY_WITHIN_MS)
        throw new Error(`The server was not ready within ${READY_WITHIN_MS / 1000} s.\n${this.logTail()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return performance.now() - startedAt;
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/api/v1/sign-in/methods`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  logTail(): string {
    return this.log.slice(-LOG_TAIL_CHARACTERS);
  }

  /** Ends the process with `signal` and waits for its end. Answers its exit code, null when the signal ended it. */
  async end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(late);
    return child.exitCode;
  }

  /** Ends the process and removes its data. */
  async dispose(): Promise<void> {
    await this.end('SIGTERM');
    running.delete(this);
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  /** For the way out when the runner itself is stopped: nothing of ours stays behind. */
  static killAll(): void {
    for (const server of running) {
      server.#process?.kill('SIGKILL');
      rmSync(server.dataDir, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
