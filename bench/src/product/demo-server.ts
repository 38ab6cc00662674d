import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sleep } from '../statistics.ts';
import { freshFolder } from '../workspace.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const READY_WITHIN_MILLISECONDS = 60_000;

/** The product with its simulated hosts. */
export interface DemoServer {
  readonly url: string;
  stop(): void;
}

/** Starts the built product in test mode and waits until it answers. @throws when it does not within a minute */
export const startDemoServer = async (port: number): Promise<DemoServer> => {
  const child = spawn(process.execPath, ['backend/src/main.ts'], {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, SEFOS_MODE: 'test', PORT: String(port), DATA_DIR: freshFolder('demo') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = () => void child.kill('SIGKILL');
  process.on('exit', stop);
  const url = `http://localhost:${port}`;
  for (const until = Date.now() + READY_WITHIN_MILLISECONDS; Date.now() < until; ) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return { url, stop };
    await sleep(200);
  }
  stop();
  throw new Error('the product in test mode did not start');
};
