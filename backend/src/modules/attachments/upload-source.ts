import { finished, type Readable } from 'node:stream';

/** Bytes gathered before the sender is slowed down. */
const HIGH_WATER_BYTES = 256 * 1024;

/** The bytes of one request, chunk by chunk and uncopied. A connection that breaks is an end like any other. */
export interface UploadSource {
  /** The next bytes, at most `limit`; undefined at the end. */
  next(limit: number): Promise<Uint8Array | undefined>;
  /** Waits until there are bytes (true) or the end has come (false). */
  more(): Promise<boolean>;
  /** Takes no more bytes; what was taken stays. */
  close(): void;
}

/**
 * Reads a stream for an upload. Every byte that came is worth keeping, so an error, a connection closed early and an
 * aborted `signal` all read as the end. Chunks belong to the taker, who may free them.
 */
export const makeUploadSource = (stream: Readable, signal?: AbortSignal): UploadSource => {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let taken = 0;
  let ended = false;
  let wake = (): void => undefined;
  const end = (): void => {
    ended = true;
    wake();
  };
  const onData = (chunk: Uint8Array): void => {
    queue.push(chunk);
    queuedBytes += chunk.length;
    if (queuedBytes >= HIGH_WATER_BYTES) stream.pause();
    wake();
  };
  // `finished` reports an error, a premature close and an end that lies in the past alike.
  const unwatch = finished(stream, { writable: false }, end);
  stream.on('data', onData);
  stream.on('error', end);
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();

  const more = async (): Promise<boolean> => {
    while (taken === queue.length && !ended) {
      queue = [];
      taken = 0;
      stream.resume();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return taken < queue.length;
  };
  return {
    more,
    async next(limit) {
      // No promise per chunk while some lie ready.
      if (taken === queue.length && !(await more())) return undefined;
      const chunk = queue[taken];
      if (!chunk) return undefined;
      if (chunk.length > limit) {
        queue[taken] = chunk.subarray(limit);
        queuedBytes -= limit;
        return chunk.subarray(0, limit);
      }
      taken++;
      queuedBytes -= chunk.length;
      return chunk;
    },
    close() {
      unwatch();
      stream.off('data', onData);
      signal?.removeEventListener('abort', end);
      end();
      // The error listener stays: an error that comes later must not bring the process down.
      stream.pause();
    },
  };
};
