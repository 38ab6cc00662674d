import { LIMITS } from '../../../domain/limits.ts';
import { asProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { makeTransferRate, type TransferEstimate } from './transfer-rate.ts';

/** Why a file was not even tried. */
export type Refusal = 'empty' | 'too-large' | 'too-many' | 'total-too-large';

export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly estimate: TransferEstimate | undefined }
  | { readonly kind: 'done'; readonly attachmentId: string }
  | { readonly kind: 'failed'; readonly problem: RecipientProblem }
  | { readonly kind: 'refused'; readonly reason: Refusal };

export interface UploadItem {
  readonly key: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly state: UploadState;
}

/** One running upload. `stop(true)` also deletes what the server has. */
export interface RunningUpload {
  /** Begins, or goes on from the server's durable offset. */
  start(): void;
  stop(discard: boolean): void;
}

export interface UploadListener {
  progress(sentBytes: number): void;
  done(attachmentId: string): void;
  failed(error: unknown): void;
}

/** Speaks tus for one file; loaded when the first file is added. */
export type MakeUpload = (file: File, listener: UploadListener) => RunningUpload;

/** The files of a reply. `items` is a new array after every change, as useSyncExternalStore wants it. */
export interface UploadQueue {
  items(): readonly UploadItem[];
  subscribe(listener: () => void): () => void;
  add(files: readonly File[]): void;
  /** Stops and forgets a file; what the server had of it is deleted. */
  remove(key: number): void;
  retry(key: number): void;
  /** Tries again what only the network stopped. */
  retryOffline(): void;
}

interface Entry {
  readonly file: File;
  running: RunningUpload | undefined;
}

const AT_ONCE = 2;
const counts = (item: UploadItem) => item.state.kind !== 'refused';

/** A queue that sends two files at once. `loadUpload` fetches the code that speaks tus. */
export function makeUploadQueue(
  loadUpload: () => Promise<MakeUpload>,
  now: () => number = () => performance.now(),
): UploadQueue {
  let items: readonly UploadItem[] = [];
  let nextKey = 1;
  const entries = new Map<number, Entry>();
  const listeners = new Set<() => void>();

  const change = (next: readonly UploadItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const update = (key: number, patch: Partial<Pick<UploadItem, 'sentBytes' | 'state'>>) =>
    change(items.map((item) => (item.key === key ? { ...item, ...patch } : item)));

  const run = async (item: UploadItem) => {
    const entry = entries.get(item.key);
    if (!entry) return;
    update(item.key, { state: { kind: 'sending', estimate: undefined } });
    const rate = makeTransferRate(item.sizeBytes);
    try {
      const makeUpload = await loadUpload();
      if (!entries.has(item.key)) return;
      entry.running ??= makeUpload(entry.file, {
        progress: (sentBytes) =>
          update(item.key, { sentBytes, state: { kind: 'sending', estimate: rate.add(sentBytes, now()) } }),
        done: (attachmentId) => {
          update(item.key, { sentBytes: item.sizeBytes, state: { kind: 'done', attachmentId } });
          pump();
        },
        failed: (error) => {
          update(item.key, { state: { kind: 'failed', problem: asProblem(error) } });
          pump();
        },
      });
      entry.running.start();
    } catch (error) {
      update(item.key, { state: { kind: 'failed', problem: asProblem(error) } });
    }
  };
  const pump = () => {
    const free = AT_ONCE - items.filter((item) => item.state.kind === 'sending').length;
    for (const item of items.filter(({ state }) => state.kind === 'waiting').slice(0, Math.max(0, free)))
      void run(item);
  };
  const retry = (key: number) => {
    const item = items.find((one) => one.key === key);
    if (item?.state.kind !== 'failed') return;
    update(key, { state: { kind: 'waiting' } });
    pump();
  };
  return {
    items: () => items,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add: (files) => {
      let next = items;
      for (const file of files) {
        const key = nextKey++;
        const reason = refusal(next, file);
        if (!reason) entries.set(key, { file, running: undefined });
        const state: UploadState = reason ? { kind: 'refused', reason } : { kind: 'waiting' };
        next = [...next, { key, name: file.name, sizeBytes: file.size, sentBytes: 0, state }];
      }
      change(next);
      pump();
    },
    remove: (key) => {
      entries.get(key)?.running?.stop(true);
      entries.delete(key);
      change(items.filter((item) => item.key !== key));
      pump();
    },
    retry,
    retryOffline: () => {
      for (const { key, state } of items) if (state.kind === 'failed' && state.problem.type === 'offline') retry(key);
    },
  };
}

function refusal(items: readonly UploadItem[], file: File): Refusal | undefined {
  const kept = items.filter(counts);
  if (file.size === 0) return 'empty';
  if (file.size > LIMITS.attachmentBytes) return 'too-large';
  if (kept.length >= LIMITS.attachmentsPerMessage) return 'too-many';
  const total = kept.reduce((sum, item) => sum + item.sizeBytes, file.size);
  return total > LIMITS.messageBytes ? 'total-too-large' : undefined;
}
