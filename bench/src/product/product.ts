import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BENCH_FOLDER, PORTS } from '../settings.ts';
import type { Answer, CommandName, Commands } from './protocol.ts';

export interface ProductOptions {
  readonly port: number;
  readonly dataDir: string;
  /** SQLite in the data folder unless told. */
  readonly databaseUrl?: string;
}

export interface Product extends Commands {
  readonly port: number;
}

const CHILD = fileURLToPath(new URL('./server.child.ts', import.meta.url));
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** BENCH_CPU_PROFILE=<folder> makes every server write a CPU profile there when it stops. */
const profiling = (): string[] => {
  const folder = process.env.BENCH_CPU_PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
};

const environmentOf = ({ port, dataDir, databaseUrl }: ProductOptions): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  SEFOS_MODE: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: 'https://sefos.example',
  DATA_DIR: dataDir,
  TRUSTED_PROXIES: '127.0.0.1',
  SMTP_URL: `smtp://127.0.0.1:${PORTS.mail}`,
  SMS_URL: '46elks://user:password@127.0.0.1:9?from=SEFOS',
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

/** Starts the product in a process of its own, in production mode, its log thrown away as it is written. */
export const startProduct = async (options: ProductOptions): Promise<Product> => {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const child = fork(CHILD, [], {
    env: environmentOf(options),
    execArgv: profiling(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  const expectAnswer = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      running.delete(child);
      for (const { reject } of waiting.values()) reject(new Error(`the server ended with ${code}`));
      resolve();
    });
  });
  child.on('message', ({ id, result, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error));
  });
  const ask = (name: CommandName, argument?: unknown): Promise<unknown> => {
    const id = ++lastId;
    const answer = expectAnswer(id);
    child.send({ id, name, argument });
    return answer;
  };
  await expectAnswer(0);
  return {
    port: options.port,
    session: (email) => ask('session', email) as ReturnType<Commands['session']>,
    people: (count) => ask('people', count) as ReturnType<Commands['people']>,
    useCeiling: async (kind) => void (await ask('useCeiling', kind)),
    listenPlain: async (port) => void (await ask('listenPlain', port)),
    cpu: () => ask('cpu') as ReturnType<Commands['cpu']>,
    idleMiB: () => ask('idleMiB') as Promise<number>,
    startSampling: async () => void (await ask('startSampling')),
    stopSampling: () => ask('stopSampling') as ReturnType<Commands['stopSampling']>,
    settle: async () => void (await ask('settle')),
    stop: async () => {
      await ask('stop');
      await exited;
    },
  };
};
