import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { pieceTooLarge } from './errors.ts';
import { FINAL_HEAD_BYTES, PIECE_FRAME_BYTES, TAG_BYTES } from './format.ts';
import { frameAad, frameNonce, writeFrameHead } from './frame.ts';
import { gcmCipher } from './gcm.ts';
import { headerLength, sealHeader } from './header.ts';

/**
 * Seals a small piece (at most 1 MiB) as one AWS Encryption SDK message with a single, final frame.
 * @param key 32-byte message key; left as it is
 * @param context what the piece is bound to; stored in clear, must be given again to open
 * @throws {DomainError} piece-too-large
 */
export function sealPiece(key: Uint8Array, context: EncryptionContext, plaintext: Uint8Array): Buffer {
  if (plaintext.length > PIECE_FRAME_BYTES) throw pieceTooLarge(plaintext.length, PIECE_FRAME_BYTES);
  const contextBytes = serializeContext(context);
  const headerBytes = headerLength(contextBytes);
  const out = Buffer.allocUnsafe(headerBytes + FINAL_HEAD_BYTES + plaintext.length + TAG_BYTES);
  const { contentKey, messageId } = sealHeader(key, contextBytes, PIECE_FRAME_BYTES, out);
  const place = { sequence: 1, contentBytes: plaintext.length, isFinal: true };
  const contentAt = writeFrameHead(out, headerBytes, place);
  const cipher = gcmCipher(contentKey, frameNonce(1), frameAad(messageId, place));
  out.set(cipher.update(plaintext), contentAt);
  cipher.final();
  out.set(cipher.getAuthTag(), contentAt + plaintext.length);
  return out;
}
