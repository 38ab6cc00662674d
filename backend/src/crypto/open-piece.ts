import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { contentUnreadable } from './errors.ts';
import { FINAL_HEAD_BYTES, PIECE_FRAME_BYTES, TAG_BYTES } from './format.ts';
import { frameAad, frameNonce, writeFrameHead } from './frame.ts';
import { gcmDecipher } from './gcm.ts';
import { headerLength, openHeader } from './header.ts';

/**
 * Opens what sealPiece sealed. The stored context must equal `expectedContext` exactly, not merely contain it.
 * @throws {DomainError} content-unreadable — altered, cut or lengthened bytes, wrong key or wrong context
 */
export function openPiece(key: Uint8Array, expectedContext: EncryptionContext, sealed: Uint8Array): Buffer {
  const contextBytes = serializeContext(expectedContext);
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerBytes = headerLength(contextBytes);
  const contentAt = headerBytes + FINAL_HEAD_BYTES;
  const contentBytes = bytes.length - contentAt - TAG_BYTES;
  if (contentBytes < 0 || contentBytes > PIECE_FRAME_BYTES) throw contentUnreadable();
  const place = { sequence: 1, contentBytes, isFinal: true };
  const expectedHead = Buffer.alloc(FINAL_HEAD_BYTES);
  writeFrameHead(expectedHead, 0, place);
  if (!expectedHead.equals(bytes.subarray(headerBytes, contentAt))) throw contentUnreadable();
  const { contentKey, messageId } = openHeader(key, contextBytes, PIECE_FRAME_BYTES, bytes.subarray(0, headerBytes));
  try {
    const decipher = gcmDecipher(contentKey, frameNonce(1), frameAad(messageId, place));
    decipher.setAuthTag(bytes.subarray(contentAt + contentBytes));
    const plaintext = decipher.update(bytes.subarray(contentAt, contentAt + contentBytes));
    decipher.final();
    return plaintext;
  } catch {
    throw contentUnreadable();
  }
}
