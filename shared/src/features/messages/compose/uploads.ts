import type { ClientProblemType } from '../../../api/problem-error.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { cleanLine } from '../../../domain/text.ts';

/** `interrupted`: begun on a page that is gone; it goes on when the person chooses the file again. */
export type UploadState = 'waiting' | 'uploading' | 'offline' | 'failed' | 'interrupted' | 'done';

export interface UploadItem {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  /** Smoothed; 0 until known. */
  readonly bytesPerSecond: number;
  readonly state: UploadState;
  /** The server's id, once it has begun. */
  readonly uploadId: string | undefined;
  readonly problem: ClientProblemType | undefined;
}

/** What a transfer tells while it runs. */
export interface TransferEvents {
  /** The server has made room under this id. */
  onBegun(uploadId: string): void;
  onProgress(sentBytes: number): void;
  onDone(uploadId: string): void;
  onOffline(): void;
  onFailed(problem: ClientProblemType): void;
}

/** A running transfer; `resume` goes on where the server has it, `abort` ends it on the server too unless `keep`. */
export interface Transfer {
  resume(): void;
  abort(keep?: boolean): void;
}

/** With `uploadId`, goes on with what the server has of the same file. */
export type StartTransfer = (file: File, events: TransferEvents, uploadId?: string) => Transfer;

/** As StartTransfer, of a file that this device does not have. */
export type StartCarrying = (events: TransferEvents, uploadId?: string) => Transfer;

/** An upload as a saved draft knows it. */
export interface KnownUpload {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly offsetBytes: number;
  readonly complete: boolean;
}

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
  /** Adds a file that comes from somewhere else than this device. */
  carry(file: { readonly name: string; readonly sizeBytes: number }, start: StartCarrying): UploadItem | FileRefusal;
  /** Ends a transfer and forgets the file. */
  remove(id: string): void;
  retry(id: string): void;
  /** Ends every transfer and forgets every file. */
  clear(): void;
  /** Forgets files that are now part of a sent message; the server keeps them. */
  release(): void;
  /** Takes over the files of a saved draft in place of what is here; nothing is ended on the server. */
  restore(known: readonly KnownUpload[]): void;
  /** What the server has of the files is not ours any more: they travel anew, or ask for their file where this page has none. */
  beginAgain(): void;
  /** Stops here and forgets; what the server has is kept, to go on with later. */
  leave(): void;
  /** Resolves when nothing is on its way: true when every file is up. */
  settled(): Promise<boolean>;
}

const AT_ONCE = 3;
/** Share of the newest measurement in the smoothed speed. */
const SMOOTHING = 0.3;
const MEASURE_EVERY_MS = 400;

function limitOver(sizeBytes: number, items: readonly UploadItem[]): FileRefusal['reason'] | undefined {
  if (items.length >= LIMITS.attachmentsPerMessage) return 'tooMany';
  if (sizeBytes > LIMITS.attachmentBytes) return 'tooLarge';
  const total = items.reduce((sum, item) => sum + item.sizeBytes, sizeBytes);
  return total > LIMITS.messageBytes ? 'totalTooLarge' : undefined;
}

const refusalOf = (file: File, items: readonly UploadItem[]): FileRefusal['reason'] | undefined =>
  items.length < LIMITS.attachmentsPerMessage && file.size === 0 ? 'empty' : limitOver(file.size, items);

/** A name without what makes it look like another: “faktura\u202Efdp.exe” shows as “faktura…pdf”. */
const shownName = (name: string): string => cleanLine(name) || name;

/** The file that was on its way when its page went away, as far as a name and a size can tell. */
const goesOnWith = (item: UploadItem, file: File) =>
  item.state === 'interrupted' && item.name === shownName(file.name) && item.sizeBytes === file.size;

const isUnderWay = ({ state }: UploadItem) => state === 'waiting' || state === 'uploading' || state === 'offline';

interface Running {
  readonly begin: StartCarrying;
  readonly sizeBytes: number;
  transfer: Transfer | undefined;
  measuredAt: number;
  measuredBytes: number;
}

/** Uploads with a transfer of one's choice; `now` in milliseconds. `end` removes one that no transfer of this page began. */
export function makeUploads(
  start: StartTransfer,
  now: () => number,
  newId: () => string,
  end: (uploadId: string) => void = () => undefined,
): Uploads {
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
    const events: TransferEvents = {
      onBegun: (uploadId) => patch(id, { uploadId }),
      onProgress: (sentBytes) => measure(id, sentBytes),
      onDone: (uploadId) => {
        patch(id, { state: 'done', uploadId, sentBytes: run.sizeBytes });
        next();
      },
      onOffline: () => patch(id, { state: 'offline', bytesPerSecond: 0 }),
      onFailed: (problem) => {
        patch(id, { state: 'failed', problem, bytesPerSecond: 0 });
        next();
      },
    };
    run.transfer = run.begin(events, items.find((item) => item.id === id)?.uploadId);
  };
  const next = () => {
    const busy = items.filter((item) => item.state === 'uploading' || item.state === 'offline').length;
    for (const item of items.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - busy)))
      begin(item.id);
  };
  const forget = (id: string) => {
    const run = running.get(id);
    const uploadId = items.find((item) => item.id === id)?.uploadId;
    if (run?.transfer) run.transfer.abort();
    else if (uploadId) end(uploadId);
    running.delete(id);
  };
  const wait = (id: string, sizeBytes: number, begin: StartCarrying) =>
    running.set(id, { begin, sizeBytes, transfer: undefined, measuredAt: 0, measuredBytes: 0 });
  const waitFor = (id: string, file: File) => wait(id, file.size, (events, uploadId) => start(file, events, uploadId));
  const enter = (name: string, sizeBytes: number): UploadItem => {
    const fresh = {
      sentBytes: 0,
      bytesPerSecond: 0,
      state: 'waiting',
      uploadId: undefined,
      problem: undefined,
    } as const;
    const item = { id: newId(), name, sizeBytes, ...fresh };
    change([...items, item]);
    return item;
  };
  const stop = () => {
    for (const run of running.values()) run.transfer?.abort(true);
    running.clear();
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
        const begun = items.find((item) => goesOnWith(item, file));
        if (begun) {
          waitFor(begun.id, file);
          patch(begun.id, { state: 'waiting' });
          continue;
        }
        const reason = refusalOf(file, items);
        if (reason) {
          refusals.push({ reason, name: shownName(file.name) });
          continue;
        }
        waitFor(enter(shownName(file.name), file.size).id, file);
      }
      next();
      return refusals;
    },
    carry: ({ name, sizeBytes }, begin) => {
      const reason = limitOver(sizeBytes, items);
      if (reason) return { reason, name };
      const item = enter(name, sizeBytes);
      wait(item.id, sizeBytes, begin);
      next();
      return item;
    },
    remove: (id) => {
      forget(id);
      change(items.filter((item) => item.id !== id));
      next();
    },
    retry: (id) => begin(id),
    clear: () => {
      for (const { id } of items) forget(id);
      change([]);
    },
    release: () => {
      running.clear();
      change([]);
    },
    restore: (known) => {
      stop();
      change(
        known.map(({ id: uploadId, name, sizeBytes, offsetBytes, complete }) => ({
          ...{ id: newId(), name, sizeBytes, sentBytes: offsetBytes, bytesPerSecond: 0, uploadId, problem: undefined },
          state: complete ? 'done' : 'interrupted',
        })),
      );
    },
    beginAgain: () => {
      for (const [id, { begin: again, sizeBytes, transfer }] of [...running]) {
        transfer?.abort(true);
        wait(id, sizeBytes, again);
      }
      const fresh = { sentBytes: 0, bytesPerSecond: 0, uploadId: undefined, problem: undefined };
      change(items.map((item) => ({ ...item, ...fresh, state: running.has(item.id) ? 'waiting' : 'interrupted' })));
      next();
    },
    leave: () => {
      stop();
      change([]);
    },
    settled: () =>
      new Promise((resolve) => {
        const check = () => {
          if (items.some(isUnderWay)) return;
          listeners.delete(check);
          resolve(items.every((item) => item.state === 'done'));
        };
        listeners.add(check);
        check();
      }),
  };
}
