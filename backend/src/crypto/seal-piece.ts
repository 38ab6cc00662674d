import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { pieceTooLarge } from './errors.ts';
import { PIECE_BYTES, PIECE_FRAME_BYTES } from './format.ts';
import { frameAad, frameNonce, pieceFrames, writeFrameHead } from './frame.ts';
import { gcmCipher } from './gcm.ts';
import { headerLength, sealHeader } from './header.ts';
import { sealedPieceBytes } from './sealed-length.ts';

/**
 * Seals a piece (at most 4 MiB) in memory as one AWS Encryption SDK message; up to 1 MiB it is a single, final frame.
 * @param key 32-byte message key; left as it is
 * @param context what the piece is bound to; stored in clear, must be given again to open
 * @throws {DomainError} piece-too-large
 */
export function sealPiece(key: Uint8Array, context: EncryptionContext, plaintext: Uint8Array): Buffer {
  if (plaintext.length > PIECE_BYTES) throw pieceTooLarge(plaintext.length, PIECE_BYTES);
  const contextBytes = serializeContext(context);
  const headerBytes = headerLength(contextBytes);
  const out = Buffer.allocUnsafe(headerBytes + sealedPieceBytes(plaintext.length));
  const { contentKey, messageId } = sealHeader(key, contextBytes, PIECE_FRAME_BYTES, out);
  let at = headerBytes;
  let from = 0;
  for (const place of pieceFrames(plaintext.length)) {
    at = writeFrameHead(out, at, place);
    const cipher = gcmCipher(contentKey, frameNonce(place.sequence), frameAad(messageId, place));
    out.set(cipher.update(plaintext.subarray(from, from + place.contentBytes)), at);
    cipher.final();
    at += place.contentBytes;
    from += place.contentBytes;
    const tag = cipher.getAuthTag();
    out.set(tag, at);
    at += tag.length;
  }
  return out;
}
