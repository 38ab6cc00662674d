import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { STREAM_FRAME_BYTES, TAG_BYTES } from './format.ts';
import { frameAad, frameHeadBytes, frameNonce, writeFrameHead } from './frame.ts';
import { gcmCipher } from './gcm.ts';
import { headerLength, type OpenedHeader, sealHeader } from './header.ts';
import { checkFrameBytes } from './sealed-length.ts';

/** Options of sealStream. */
export interface SealStreamOptions {
  /** Plaintext bytes per frame; must be given again to read. */
  readonly frameBytes?: number;
}

/** Seals one frame's chunks: [before || head], ciphertext of each chunk; the tag is returned to stand before what follows. */
function* sealFrame(
  header: OpenedHeader,
  before: Buffer,
  chunks: readonly Uint8Array[],
  sequence: number,
  isFinal: boolean,
) {
  const contentBytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const place = { sequence, contentBytes, isFinal };
  // The last tag and the next head travel together: one small buffer per frame instead of two.
  const start = Buffer.allocUnsafe(before.length + frameHeadBytes(isFinal));
  start.set(before);
  writeFrameHead(start, before.length, place);
  yield start;
  const cipher = gcmCipher(header.contentKey, frameNonce(sequence), frameAad(header.messageId, place));
  for (const chunk of chunks) yield cipher.update(chunk);
  cipher.final();
  return cipher.getAuthTag();
}

/**
 * Seals a stream of any length as one AWS Encryption SDK message. Holds at most one frame of plaintext (the chunks as they
 * came, never copied), so chunks given must not be reused by their source. Every buffer yielded is fresh and the taker's.
 * @param key 32-byte message key; left as it is
 * @throws what the source throws; then the output ends without a final frame and can never be opened
 */
export async function* sealStream(
  key: Uint8Array,
  context: EncryptionContext,
  source: AsyncIterable<Uint8Array>,
  { frameBytes = STREAM_FRAME_BYTES }: SealStreamOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  checkFrameBytes(frameBytes);
  const contextBytes = serializeContext(context);
  let before = Buffer.alloc(headerLength(contextBytes));
  const header = sealHeader(key, contextBytes, frameBytes, before);
  let sequence = 1;
  let pending: Uint8Array[] = [];
  let missing = frameBytes;
  for await (let chunk of source) {
    while (chunk.length >= missing) {
      pending.push(chunk.subarray(0, missing));
      chunk = chunk.subarray(missing);
      before = yield* sealFrame(header, before, pending, sequence++, false);
      pending = [];
      missing = frameBytes;
    }
    if (chunk.length === 0) continue;
    pending.push(chunk);
    missing -= chunk.length;
  }
  const tag = yield* sealFrame(header, before, pending, sequence, true);
  yield tag.subarray(0, TAG_BYTES);
}
