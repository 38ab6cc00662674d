import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything the bench writes is below this folder. */
export const BENCH_FOLDER = join(tmpdir(), 'sefos-bench');

export const PORTS = { product: 8260, plain: 8261, ceiling: 8262, strictCeiling: 8263, mail: 8264, postgres: 8265 };

/** Sizes and lengths of a run: bounded in count and time. */
export interface Plan {
  readonly quick: boolean;
  readonly sendRounds: number;
  readonly sendSeconds: number;
  readonly transferBytes: number;
  readonly transferRounds: number;
  readonly memoryBytes: readonly [number, number];
  readonly concurrentBytes: number;
  readonly mailboxMessages: readonly [number, number];
  /** Of a log: few, and as many as it must be quick with. */
  readonly logEntries: readonly [number, number];
  readonly inboxPages: number;
  readonly liveStreams: number;
  readonly liveSends: number;
}

const GIBIBYTE = 1024 ** 3;

export const FULL: Plan = {
  quick: false,
  sendRounds: 4,
  sendSeconds: 4,
  transferBytes: GIBIBYTE,
  transferRounds: 3,
  memoryBytes: [GIBIBYTE, 5 * GIBIBYTE],
  concurrentBytes: GIBIBYTE / 4,
  mailboxMessages: [10_000, 1_000_000],
  logEntries: [10_000, 10_000_000],
  inboxPages: 1_000,
  liveStreams: 1_000,
  liveSends: 200,
};

export const QUICK: Plan = {
  quick: true,
  sendRounds: 3,
  sendSeconds: 2,
  transferBytes: GIBIBYTE / 4,
  transferRounds: 3,
  memoryBytes: [GIBIBYTE / 4, GIBIBYTE],
  concurrentBytes: GIBIBYTE / 16,
  mailboxMessages: [2_000, 50_000],
  logEntries: [10_000, 300_000],
  inboxPages: 300,
  liveStreams: 1_000,
  liveSends: 60,
};
