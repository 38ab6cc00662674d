import { contentUnreadable } from './errors.ts';
import { chunksOf } from './readable-chunks.ts';
import { releaseMemory } from './release-memory.ts';

/** Reads a stream in pieces of wanted sizes, without copying what lies in one chunk. Both refuse a stream that ends early. */
export interface ChunkReader {
  /** Exactly `bytes` bytes in one buffer. @throws {DomainError} content-unreadable at an early end */
  take(bytes: number): Promise<Buffer>;
  /** Up to `limit` bytes, at least one, in whatever size they come. @throws {DomainError} content-unreadable at the end */
  some(limit: number): Promise<Buffer>;
  /** @throws {DomainError} content-unreadable when bytes are left */
  expectEnd(): Promise<void>;
  /** Releases the source, read to its end or not. */
  close(): Promise<void>;
}

/**
 * Makes a reader over a byte stream.
 * @param releaseChunks frees each chunk when the next is asked for; what was read of it must be used up by then
 */
export function makeChunkReader(source: AsyncIterable<Uint8Array>, releaseChunks: boolean): ChunkReader {
  const iterator = chunksOf(source)[Symbol.asyncIterator]();
  let chunk: Uint8Array = Buffer.alloc(0);
  let rest: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const { done, value } = await iterator.next();
      if (done) return false;
      if (releaseChunks) releaseMemory(chunk);
      chunk = value;
      rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
    return true;
  };
  const some = async (limit: number): Promise<Buffer> => {
    if (rest.length === 0 && !(await fill())) throw contentUnreadable();
    const piece = rest.subarray(0, limit);
    rest = rest.subarray(limit);
    return piece;
  };
  return {
    some,
    async take(bytes) {
      const first = await some(bytes);
      if (first.length === bytes) return first;
      // Copied at once: the next `some` may free what lies behind this one.
      const whole = Buffer.alloc(bytes);
      whole.set(first);
      for (let got = first.length; got < bytes; ) {
        const piece = await some(bytes - got);
        whole.set(piece, got);
        got += piece.length;
      }
      return whole;
    },
    async expectEnd() {
      if (await fill()) throw contentUnreadable();
    },
    async close() {
      await iterator.return?.();
    },
  };
}
