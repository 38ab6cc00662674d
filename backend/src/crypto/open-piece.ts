import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { contentUnreadable } from './errors.ts';
import { PIECE_BYTES, PIECE_FRAME_BYTES, TAG_BYTES } from './format.ts';
import { type FramePlace, frameAad, frameHeadBytes, frameNonce, pieceFrames, writeFrameHead } from './frame.ts';
import { gcmDecipher } from './gcm.ts';
import { headerLength, type OpenedHeader, openHeader } from './header.ts';
import { openedPieceBytes } from './sealed-length.ts';

/** Opens the frame that begins at `at`; nothing is returned before its tag is found right. */
function openFrame({ contentKey, messageId }: OpenedHeader, place: FramePlace, bytes: Buffer, at: number): Buffer {
  const expectedHead = Buffer.alloc(frameHeadBytes(place.isFinal));
  writeFrameHead(expectedHead, 0, place);
  const contentAt = at + expectedHead.length;
  const tagAt = contentAt + place.contentBytes;
  if (!expectedHead.equals(bytes.subarray(at, contentAt))) throw contentUnreadable();
  const decipher = gcmDecipher(contentKey, frameNonce(place.sequence), frameAad(messageId, place));
  decipher.setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
  const plaintext = decipher.update(bytes.subarray(contentAt, tagAt));
  decipher.final();
  return plaintext;
}

/**
 * Opens what sealPiece sealed. The stored context must equal `expectedContext` exactly, not merely contain it.
 * @throws {DomainError} content-unreadable — altered, cut or lengthened bytes, wrong key or wrong context
 */
export function openPiece(key: Uint8Array, expectedContext: EncryptionContext, sealed: Uint8Array): Buffer {
  const contextBytes = serializeContext(expectedContext);
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerBytes = headerLength(contextBytes);
  const plaintextBytes = openedPieceBytes(bytes.length - headerBytes);
  if (plaintextBytes === undefined || plaintextBytes > PIECE_BYTES) throw contentUnreadable();
  const header = openHeader(key, contextBytes, PIECE_FRAME_BYTES, bytes.subarray(0, headerBytes));
  try {
    let at = headerBytes;
    const opened = pieceFrames(plaintextBytes).map((place) => {
      const plaintext = openFrame(header, place, bytes, at);
      at += frameHeadBytes(place.isFinal) + place.contentBytes + TAG_BYTES;
      return plaintext;
    });
    const [only] = opened;
    return only && opened.length === 1 ? only : Buffer.concat(opened);
  } catch {
    throw contentUnreadable();
  }
}
