import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { STREAM_FRAME_BYTES } from './format.ts';
import { frameAad, frameHeadBytes, frameNonce, writeFrameHead } from './frame.ts';
import { gcmCipher } from './gcm.ts';
import { headerLength, type OpenedHeader, sealHeader } from './header.ts';
import { chunksOf } from './readable-chunks.ts';
import { releaseMemory } from './release-memory.ts';
import { checkFrameBytes } from './sealed-length.ts';

/** Options of sealStream. */
export interface SealStreamOptions {
  /** Plaintext bytes per frame; must be given again to read. */
  readonly frameBytes?: number;
  /** True when nobody else holds the source's chunks: each is freed as soon as it is sealed (see releaseMemory). */
  readonly releaseChunks?: boolean;
}

/** A view of a chunk that belongs to one frame; `spent` is the chunk when this was the last of it. */
interface Slice {
  readonly view: Uint8Array;
  readonly spent: Uint8Array | undefined;
}

interface Frame {
  readonly slices: readonly Slice[];
  readonly contentBytes: number;
  readonly sequence: number;
  readonly isFinal: boolean;
}

/** Seals one frame: `before` and the frame's head, then the ciphertext of each slice. Returns the tag, to go before the next. */
function* sealFrame(header: OpenedHeader, before: Buffer, frame: Frame): Generator<Uint8Array, Buffer, undefined> {
  // The last tag and the next head travel together: one small buffer per frame instead of two.
  const start = Buffer.allocUnsafe(before.length + frameHeadBytes(frame.isFinal));
  start.set(before);
  writeFrameHead(start, before.length, frame);
  yield start;
  const nonce = frameNonce(frame.sequence);
  const cipher = gcmCipher(header.contentKey, nonce, frameAad(header.messageId, frame));
  for (const { view, spent } of frame.slices) {
    const ciphertext = cipher.update(view);
    if (spent) releaseMemory(spent);
    yield ciphertext;
  }
  cipher.final();
  return cipher.getAuthTag();
}

/**
 * Seals a stream of any length as one AWS Encryption SDK message. Holds at most one frame of plaintext, as the chunks came,
 * uncopied: a source must not reuse them. Every buffer yielded is fresh and the taker's own; small and large ones alternate,
 * so write them vectored (writev), and free the large ones with releaseMemory once written.
 * @param key 32-byte message key; left as it is
 * @throws what the source throws; then the output ends without a final frame and can never be opened
 */
export async function* sealStream(
  key: Uint8Array,
  context: EncryptionContext,
  source: AsyncIterable<Uint8Array>,
  { frameBytes = STREAM_FRAME_BYTES, releaseChunks = false }: SealStreamOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  checkFrameBytes(frameBytes);
  const contextBytes = serializeContext(context);
  let before: Buffer = Buffer.alloc(headerLength(contextBytes));
  const header = sealHeader(key, contextBytes, frameBytes, before);
  let sequence = 1;
  let slices: Slice[] = [];
  let missing = frameBytes;
  for await (const chunk of chunksOf(source)) {
    for (let at = 0; at < chunk.length; ) {
      const view = chunk.subarray(at, at + missing);
      at += view.length;
      missing -= view.length;
      slices.push({ view, spent: releaseChunks && at === chunk.length ? chunk : undefined });
      if (missing > 0) continue;
      before = yield* sealFrame(header, before, { slices, contentBytes: frameBytes, sequence, isFinal: false });
      sequence++;
      slices = [];
      missing = frameBytes;
    }
  }
  yield yield* sealFrame(header, before, { slices, contentBytes: frameBytes - missing, sequence, isFinal: true });
}
