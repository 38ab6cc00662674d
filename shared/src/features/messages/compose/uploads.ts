import type { ClientProblemType } from '../../../api/problem-error.ts';
import { LIMITS } from '../../../domain/limits.ts';

export type UploadState = 'waiting' | 'uploading' | 'offline' | 'failed' | 'done';

export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Smoothed; 0 until known. */
  readonly bytesPerSecond: number;
  readonly state: UploadState;
  /** The server's id, once done. */
  readonly uploadId: string | undefined;
  readonly problem: ClientProblemType | undefined;
}

/** What a transfer tells while it runs. */
export interface TransferEvents {
  onProgress(sentBytes: number): void;
  onDone(uploadId: string): void;
  onOffline(): void;
  onFailed(problem: ClientProblemType): void;
}

/** A running transfer; `resume` goes on where the server has it, `abort` ends it on the server too. */
export interface Transfer {
  resume(): void;
  abort(): void;
}

export type StartTransfer = (file: File, events: TransferEvents) => Transfer;

/** Why a file was not taken, with its name. */
export interface FileRefusal {
  readonly reason: 'tooLarge' | 'empty' | 'tooMany' | 'totalTooLarge';
  readonly name: string;
}

/** The files of one message: at most three travel at once, the rest wait their turn. */
export interface Uploads {
  readonly subscribe: (changed: () => void) => () => void;
  readonly items: () => readonly UploadItem[];
  add(files: readonly File[]): readonly FileRefusal[];
  /** Ends a transfer and forgets the file. */
  remove(id: string): void;
  retry(id: string): void;
  /** Ends every transfer and forgets every file. */
  clear(): void;
  /** Forgets files that are now part of a sent message; the server keeps them. */
  release(): void;
  /** Resolves when nothing is on its way: true when every file is up. */
  settled(): Promise<boolean>;
}

const AT_ONCE = 3;
/** Share of the newest measurement in the smoothed speed. */
const SMOOTHING = 0.3;
const MEASURE_EVERY_MS = 400;

function refusalOf(file: File, items: readonly UploadItem[]): FileRefusal['reason'] | undefined {
  if (items.length >= LIMITS.attachmentsPerMessage) return 'tooMany';
  if (file.size === 0) return 'empty';
  if (file.size > LIMITS.attachmentBytes) return 'tooLarge';
  const total = items.reduce((sum, item) => sum + item.sizeBytes, file.size);
  return total > LIMITS.messageBytes ? 'totalTooLarge' : undefined;
}

interface Running {
  readonly file: File;
  transfer: Transfer | undefined;
  measuredAt: number;
  measuredBytes: number;
}

/** Uploads with a transfer of one's choice; `now` in milliseconds. */
export function makeUploads(start: StartTransfer, now: () => number, newId: () => string): Uploads {
  let items: readonly UploadItem[] = [];
  const running = new Map<string, Running>();
  const listeners = new Set<() => void>();

  const change = (next: readonly UploadItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const patch = (id: string, part: Partial<UploadItem>) =>
    change(items.map((item) => (item.id === id ? { ...item, ...part } : item)));

  const measure = (id: string, sentBytes: number) => {
    const run = running.get(id);
    const item = items.find((candidate) => candidate.id === id);
    if (!run || !item) return;
    const elapsed = now() - run.measuredAt;
    if (elapsed < MEASURE_EVERY_MS) return patch(id, { sentBytes, state: 'uploading' });
    const measured = (Math.max(0, sentBytes - run.measuredBytes) * 1000) / elapsed;
    const bytesPerSecond =
      item.bytesPerSecond === 0 ? measured : measured * SMOOTHING + item.bytesPerSecond * (1 - SMOOTHING);
    run.measuredAt = now();
    run.measuredBytes = sentBytes;
    patch(id, { sentBytes, bytesPerSecond, state: 'uploading' });
  };

  const begin = (id: string) => {
    const run = running.get(id);
    if (!run) return;
    patch(id, { state: 'uploading', problem: undefined, bytesPerSecond: 0 });
    run.measuredAt = now();
    run.measuredBytes = items.find((item) => item.id === id)?.sentBytes ?? 0;
    if (run.transfer) return run.transfer.resume();
    run.transfer = start(run.file, {
      onProgress: (sentBytes) => measure(id, sentBytes),
      onDone: (uploadId) => {
        patch(id, { state: 'done', uploadId, sentBytes: run.file.size });
        next();
      },
      onOffline: () => patch(id, { state: 'offline', bytesPerSecond: 0 }),
      onFailed: (problem) => {
        patch(id, { state: 'failed', problem, bytesPerSecond: 0 });
        next();
      },
    });
  };
  const next = () => {
    const busy = items.filter((item) => item.state === 'uploading' || item.state === 'offline').length;
    for (const item of items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy)))
      begin(item.id);
  };
  const forget = (id: string) => {
    running.get(id)?.transfer?.abort();
    running.delete(id);
  };

  return {
    items: () => items,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    add: (files) => {
      const refusals: FileRefusal[] = [];
      for (const file of files) {
        const reason = refusalOf(file, items);
        if (reason) {
          refusals.push({ reason, name: file.name });
          continue;
        }
        const id = newId();
        running.set(id, { file, transfer: undefined, measuredAt: 0, measuredBytes: 0 });
        const fresh = {
          sentBytes: 0,
          bytesPerSecond: 0,
          state: 'waiting',
          uploadId: undefined,
          problem: undefined,
        } as const;
        change([...items, { id, name: file.name, sizeBytes: file.size, ...fresh }]);
      }
      next();
      return refusals;
    },
    remove: (id) => {
      forget(id);
      change(items.filter((item) => item.id !== id));
      next();
    },
    retry: (id) => begin(id),
    clear: () => {
      for (const id of running.keys()) forget(id);
      change([]);
    },
    release: () => {
      running.clear();
      change([]);
    },
    settled: () =>
      new Promise((resolve) => {
        const check = () => {
          if (items.some((item) => item.state !== 'done' && item.state !== 'failed')) return;
          listeners.delete(check);
          resolve(items.every((item) => item.state === 'done'));
        };
        listeners.add(check);
        check();
      }),
  };
}
