import { Readable } from 'node:stream';
import { type ByteRange, type EncryptionContext, type OpenOptions, openRange, sealStream } from '../index.ts';

export const context: EncryptionContext = {
  organisation: 'org-1',
  attachment: 'att-1',
  piece: 'attachment',
  part: '0',
};

/** Bytes that repeat only after 251, so that a shift is noticed. */
export const bytesOf = (length: number, from = 0): Buffer =>
  Buffer.alloc(length, Buffer.from(Array.from({ length: 251 }, (_, i) => (i + from) % 251)));

/** Cuts bytes into chunks in memory of their own. */
export function* chunksOf(bytes: Uint8Array, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const part = bytes.subarray(at, at + chunkBytes);
    const chunk = Buffer.allocUnsafeSlow(part.length);
    chunk.set(part);
    yield chunk;
  }
}

export async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export const sealAll = (key: Uint8Array, plaintext: Uint8Array, frameBytes: number, chunkBytes = 7, bound = context) =>
  collect(
    sealStream(key, bound, Readable.from(chunksOf(plaintext, chunkBytes), { objectMode: false }), { frameBytes }),
  );

/** Storage in memory that counts what is read. */
export function stored(sealed: Uint8Array, chunkBytes = 5) {
  const reads: ByteRange[] = [];
  const read = async (range: ByteRange): Promise<Readable> => {
    reads.push(range);
    return Readable.from(chunksOf(sealed.subarray(range.start, range.end + 1), chunkBytes), { objectMode: false });
  };
  return { read, reads };
}

export interface OpenAllOptions extends OpenOptions {
  readonly range?: ByteRange | undefined;
  readonly bound?: EncryptionContext;
  readonly chunkBytes?: number;
  readonly sealedSize?: number;
}

export const openAll = (
  key: Uint8Array,
  sealed: Uint8Array,
  plaintextSize: number,
  frameBytes: number,
  { range, bound = context, chunkBytes, sealedSize = sealed.length, releaseChunks = false }: OpenAllOptions = {},
) =>
  collect(
    openRange(key, bound, { sealedSize, plaintextSize, frameBytes }, stored(sealed, chunkBytes).read, range, {
      releaseChunks,
    }),
  );
