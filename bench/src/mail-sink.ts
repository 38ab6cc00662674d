import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./mail-sink.child.ts', import.meta.url));

/** A mail server in a process of its own that takes every mail and keeps none. */
export const startMailSink = async (): Promise<{ stop(): void }> => {
  const child: ChildProcess = fork(CHILD, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return { stop: () => child.disconnect() };
};
