import type { Readable } from 'node:stream';
import { type ChunkReader, makeChunkReader } from './chunk-reader.ts';
import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { contentUnreadable } from './errors.ts';
import { TAG_BYTES } from './format.ts';
import { type FramePlace, frameAad, frameHeadBytes, frameNonce, writeFrameHead } from './frame.ts';
import { gcmDecipher } from './gcm.ts';
import { headerLength, type OpenedHeader, openHeader } from './header.ts';
import { sealedFrameBytes, sealedLength } from './sealed-length.ts';

/** Bytes `start` to `end`, both inclusive, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is known of a sealed stream from an authenticated place (the manifest). Sizes in bytes. */
export interface SealedSizes {
  readonly sealedSize: number;
  readonly plaintextSize: number;
  readonly frameBytes: number;
}

/** Options of openRange and openAttachment. */
export interface OpenOptions {
  /** True when nobody else holds the chunks read from storage: each is freed once decrypted (see releaseMemory). */
  readonly releaseChunks?: boolean;
}

/** Reads stored, sealed bytes; the blob storage's read bound to a name. */
export type ReadSealed = (range: ByteRange) => Promise<Readable>;

/** Reads and verifies one frame; nothing is returned before its tag is found right. */
async function openFrame(reader: ChunkReader, header: OpenedHeader, place: FramePlace): Promise<Buffer[]> {
  const expectedHead = Buffer.alloc(frameHeadBytes(place.isFinal));
  writeFrameHead(expectedHead, 0, place);
  if (!expectedHead.equals(await reader.take(expectedHead.length))) throw contentUnreadable();
  const decipher = gcmDecipher(header.contentKey, frameNonce(place.sequence), frameAad(header.messageId, place));
  const plaintext: Buffer[] = [];
  for (let left = place.contentBytes; left > 0; ) {
    const piece = await reader.some(left);
    left -= piece.length;
    plaintext.push(decipher.update(piece));
  }
  decipher.setAuthTag(await reader.take(TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw contentUnreadable();
  }
  return plaintext;
}

/** Cuts a frame's verified pieces to the part asked for; `skip` and `keep` in bytes. */
function* cut(pieces: readonly Buffer[], skip: number, keep: number): Generator<Buffer, void, undefined> {
  let from = skip;
  let left = keep;
  for (const piece of pieces) {
    const part = piece.subarray(from, from + left);
    from = Math.max(0, from - piece.length);
    left -= part.length;
    if (part.length > 0) yield part;
  }
}

/** Which frames a range needs. A range that reaches the end takes the final frame with it, so that a cut is noticed. */
function framesOf(range: ByteRange | undefined, sizes: SealedSizes) {
  const finalFrame = Math.floor(sizes.plaintextSize / sizes.frameBytes);
  if (!range) return { first: 0, last: finalFrame, finalFrame, start: 0, end: sizes.plaintextSize - 1 };
  const { start, end } = range;
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || start > end || end >= sizes.plaintextSize)
    throw new RangeError('Range outside the content');
  const last = end === sizes.plaintextSize - 1 ? finalFrame : Math.floor(end / sizes.frameBytes);
  return { first: Math.floor(start / sizes.frameBytes), last, finalFrame, start, end };
}

/**
 * Opens a sealed stream, whole or a range of its plaintext. Reads and decrypts only the frames asked for; the header (key
 * commitment, tag, context) is always verified, and no byte of a frame is yielded before its tag is.
 * @param expectedContext must equal the stored context exactly
 * @throws {DomainError} content-unreadable — anything altered, cut, moved, or sizes that do not fit; storage errors as they are
 * @throws {RangeError} when the range lies outside the plaintext (the caller answers 416 before)
 */
export async function* openRange(
  key: Uint8Array,
  expectedContext: EncryptionContext,
  sizes: SealedSizes,
  readSealed: ReadSealed,
  range?: ByteRange,
  { releaseChunks = false }: OpenOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  const { plaintextSize, frameBytes, sealedSize } = sizes;
  if (sealedLength(plaintextSize, expectedContext, frameBytes) !== sealedSize) throw contentUnreadable();
  const contextBytes = serializeContext(expectedContext);
  const headerBytes = headerLength(contextBytes);
  const { first, last, finalFrame, start, end } = framesOf(range, sizes);
  const frameSize = sealedFrameBytes(frameBytes);
  const endByte = last === finalFrame ? sealedSize - 1 : headerBytes + (last + 1) * frameSize - 1;
  // Frames at the beginning come with the header in one read.
  let reader = makeChunkReader(
    await readSealed({ start: 0, end: first === 0 ? endByte : headerBytes - 1 }),
    releaseChunks,
  );
  try {
    const header = openHeader(key, contextBytes, frameBytes, await reader.take(headerBytes));
    if (first > 0) {
      await reader.expectEnd();
      reader = makeChunkReader(
        await readSealed({ start: headerBytes + first * frameSize, end: endByte }),
        releaseChunks,
      );
    }
    for (let frame = first; frame <= last; frame++) {
      const isFinal = frame === finalFrame;
      const frameStart = frame * frameBytes;
      const contentBytes = isFinal ? plaintextSize - frameStart : frameBytes;
      const pieces = await openFrame(reader, header, { sequence: frame + 1, contentBytes, isFinal });
      // Nothing may follow the last byte asked for: found out before its frame is given away.
      if (frame === last) await reader.expectEnd();
      const skip = Math.max(0, start - frameStart);
      yield* cut(pieces, skip, end + 1 - frameStart - skip);
    }
  } finally {
    await reader.close();
  }
}
