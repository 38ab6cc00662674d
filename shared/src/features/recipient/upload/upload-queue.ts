import { LIMITS } from '../../../domain/limits.ts';
import { cleanLine } from '../../../domain/text.ts';
import { asProblem, type RecipientProblem } from '../api/recipient-problem.ts';
import { makeTransferRate, type TransferEstimate } from './transfer-rate.ts';

/** Why a file was not even tried. */
export type Refusal = 'too-large' | 'too-many' | 'total-too-large';

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
  /** Takes every file that holds something, and lists the first that are too many; answers the empty ones, which are not taken. */
  add(files: readonly File[]): readonly File[];
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
/** Of files that are too many, so many are listed with the reason: ten thousand rows would tell no more. */
const REFUSED_SHOWN = 5;

const isOneTooMany = ({ state }: UploadItem): boolean => state.kind === 'refused' && state.reason === 'too-many';

/** The list that the screen shows. */
function makeItems() {
  let items: readonly UploadItem[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly UploadItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  return {
    all: () => items,
    set,
    update: (key: number, patch: Partial<Pick<UploadItem, 'sentBytes' | 'state'>>) =>
      set(items.map((item) => (item.key === key ? { ...item, ...patch } : item))),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Sends what waits, two at once. */
function makeSender(list: ReturnType<typeof makeItems>, loadUpload: () => Promise<MakeUpload>, now: () => number) {
  const entries = new Map<number, Entry>();
  const end = (key: number, patch: Partial<Pick<UploadItem, 'sentBytes' | 'state'>>) => {
    list.update(key, patch);
    pump();
  };
  const run = async ({ key, sizeBytes }: UploadItem) => {
    list.update(key, { state: { kind: 'sending', estimate: undefined } });
    const rate = makeTransferRate(sizeBytes);
    const failed = (error: unknown) => end(key, { state: { kind: 'failed', problem: asProblem(error) } });
    try {
      const makeUpload = await loadUpload();
      const entry = entries.get(key);
      if (!entry) return;
      entry.running ??= makeUpload(entry.file, {
        progress: (sentBytes) =>
          list.update(key, { sentBytes, state: { kind: 'sending', estimate: rate.add(sentBytes, now()) } }),
        done: (attachmentId) => end(key, { sentBytes: sizeBytes, state: { kind: 'done', attachmentId } }),
        failed,
      });
      entry.running.start();
    } catch (error) {
      failed(error);
    }
  };
  function pump() {
    const items = list.all();
    const free = AT_ONCE - items.filter((item) => item.state.kind === 'sending').length;
    const waiting = items.filter(({ state }) => state.kind === 'waiting');
    for (const item of waiting.slice(0, Math.max(0, free))) void run(item);
  }
  return { entries, pump };
}

/** A queue that sends two files at once. `loadUpload` fetches the code that speaks tus. */
export function makeUploadQueue(
  loadUpload: () => Promise<MakeUpload>,
  now: () => number = () => performance.now(),
): UploadQueue {
  const list = makeItems();
  const { entries, pump } = makeSender(list, loadUpload, now);
  let nextKey = 1;
  const retry = (key: number) => {
    if (list.all().find((item) => item.key === key)?.state.kind !== 'failed') return;
    list.update(key, { state: { kind: 'waiting' } });
    pump();
  };
  return {
    items: list.all,
    subscribe: list.subscribe,
    add: (files) => {
      let next = list.all();
      for (const file of files.filter(({ size }) => size > 0)) {
        const reason = refusal(next, file);
        if (reason === 'too-many' && next.filter(isOneTooMany).length >= REFUSED_SHOWN) continue;
        const key = nextKey++;
        if (!reason) entries.set(key, { file, running: undefined });
        const state: UploadState = reason ? { kind: 'refused', reason } : { kind: 'waiting' };
        next = [...next, { key, name: cleanLine(file.name) || file.name, sizeBytes: file.size, sentBytes: 0, state }];
      }
      list.set(next);
      pump();
      return files.filter(({ size }) => size === 0);
    },
    remove: (key) => {
      entries.get(key)?.running?.stop(true);
      entries.delete(key);
      list.set(list.all().filter((item) => item.key !== key));
      pump();
    },
    retry,
    retryOffline: () => {
      for (const { key, state } of list.all()) {
        if (state.kind === 'failed' && state.problem.type === 'offline') retry(key);
      }
    },
  };
}

function refusal(items: readonly UploadItem[], file: File): Refusal | undefined {
  const kept = items.filter((item) => item.state.kind !== 'refused');
  if (file.size > LIMITS.attachmentBytes) return 'too-large';
  if (kept.length >= LIMITS.attachmentsPerMessage) return 'too-many';
  const total = kept.reduce((sum, item) => sum + item.sizeBytes, file.size);
  return total > LIMITS.messageBytes ? 'total-too-large' : undefined;
}
