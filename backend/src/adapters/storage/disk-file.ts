import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { releaseMemory } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';

/** Chunks are gathered to this size before they are written: fewer system calls, and still little memory. No fsync before the end: measured, it slows the writes behind it. */
const WRITE_BYTES = 512 * 1024;
/** Linux and macOS names of errors that say the volume or the quota is full. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** Volumes without hard links answer with one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/** Node's own errors carry a code; nothing else is asked of them, because they may come from another realm. */
export const errorCode = (error: unknown): string | undefined => {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** Names what went wrong with the volume; neither the path nor the blob's name is in it. */
export const toStorageError = (error: unknown): DomainError => {
  const reason = errorCode(error) ?? 'unknown';
  return new DomainError(FULL.has(reason) ? 'storage-full' : 'storage-unavailable', { reason });
};

/**
 * Writes every chunk in order, one write under way while the next chunk is made, and resolves with the number of bytes
 * once they are on the disk (fdatasync). Takes at most two gathered writes of memory, whatever the length.
 * Errors of `chunks` come out as they are, those of the disk as DomainError.
 */
export const writeDurably = async (handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> => {
  const writer = new BehindWriter(handle);
  try {
    for await (const chunk of chunks) await writer.add(chunk);
  } catch (error) {
    // The file must not be closed under a write that is still going on.
    await writer.settle();
    throw error;
  }
  return writer.finish();
};

class BehindWriter {
  readonly #handle: FileHandle;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #totalBytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: DomainError | undefined;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async add(chunk: Uint8Array): Promise<void> {
    if (chunk.byteLength === 0) return;
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.byteLength;
    if (this.#gatheredBytes < WRITE_BYTES) return;
    await this.#startWrite();
  }

  async finish(): Promise<number> {
    await this.#startWrite();
    await this.settle();
    if (this.#failure) throw this.#failure;
    await this.#handle.datasync().catch((error: unknown) => {
      throw toStorageError(error);
    });
    return this.#totalBytes;
  }

  async settle(): Promise<void> {
    await this.#writing;
  }

  /** Waits for the write before, then starts the next and does not wait for it. */
  async #startWrite(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
    const chunks = this.#gathered;
    const bytes = this.#gatheredBytes;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#totalBytes += bytes;
    // Never rejects: a failure is kept for the next call, so that it cannot end the process as unhandled.
    this.#writing = writeAll(this.#handle, chunks, bytes).catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#failure ??= toStorageError(error);
  }
}

const writeAll = async (handle: FileHandle, chunks: readonly Uint8Array[], bytes: number): Promise<void> => {
  let rest: readonly Uint8Array[] = chunks;
  for (let left = bytes; left > 0; ) {
    const { bytesWritten } = await handle.writev(rest);
    left -= bytesWritten;
    // A write can stop short, on a volume that is nearly full for one; the next then says why.
    if (left > 0) rest = withoutFirst(rest, bytesWritten);
  }
  // Written: without this the collector finds gigabytes of dead buffers to look after (measured: half of an upload's CPU).
  for (const chunk of chunks) releaseMemory(chunk);
};

const withoutFirst = (chunks: readonly Uint8Array[], bytes: number): Uint8Array[] => {
  const rest: Uint8Array[] = [];
  let skip = bytes;
  for (const chunk of chunks) {
    if (skip >= chunk.byteLength) skip -= chunk.byteLength;
    else {
      rest.push(chunk.subarray(skip));
      skip = 0;
    }
  }
  return rest;
};

/** Gives the finished file its name and never takes the place of another. @throws EEXIST */
export const placeWithoutReplacing = async (temporary: string, final: string): Promise<void> => {
  try {
    await link(temporary, final);
    await rm(temporary, { force: true });
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error) ?? '')) throw error;
    // Without hard links: the name is taken first, then filled. A crash between leaves an empty orphan for the sweep.
    const taken = await open(final, 'wx', 0o600);
    await taken.close();
    await rename(temporary, final);
  }
};

/** Makes names in a folder survive a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows has no fsync of folders: NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};
