import type { Readable } from 'node:stream';

/** Blobs: opaque, already sealed bytes under names that we make (`[a-z0-9/-]+`), written once, read by range, deleted. */
export interface BlobStorage {
  /**
   * Writes a new blob from a stream and resolves with its size in bytes once it is durable (fsynced file and directory, or
   * acknowledged by the object store). A failed or aborted write leaves no blob under `name`. Chunks belong to
   * the storage once handed over: they are written behind, and their memory may be freed (releaseMemory). An error of `content`, and the reason of an aborted
   * `signal`, are thrown as they are.
   * @throws {DomainError} storage-unavailable, storage-full, blob-exists (names are written once)
   */
  write(name: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number>;
  /**
   * Streams bytes `start` to `end` inclusive (defaults: the whole blob), clipped at the last byte; nothing beyond it.
   * Destroy a stream that is not read to its end.
   * @throws {DomainError} blob-not-found (before the first byte), storage-unavailable
   */
  read(name: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** Deletes a blob; a blob that is not there is not an error. */
  delete(name: string): Promise<void>;
  /** All blob names that were last written before `before`; for the orphan sweep. Also clears abandoned temporary data. */
  list(before: Date): AsyncIterable<string>;
}
