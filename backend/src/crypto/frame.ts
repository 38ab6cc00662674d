import {
  FINAL_FRAME_MARKER,
  FINAL_HEAD_BYTES,
  FRAME_HEAD_BYTES,
  MESSAGE_ID_BYTES,
  NONCE_BYTES,
  PIECE_FRAME_BYTES,
} from './format.ts';

/** ESDK specification, data-format/message-body-aad "Body AAD Content". */
const REGULAR_LABEL = Buffer.from('AWSKMSEncryptionClient Frame');
const FINAL_LABEL = Buffer.from('AWSKMSEncryptionClient Final Frame');

/** The place of one frame in its message. Sequence numbers count from 1. */
export interface FramePlace {
  readonly sequence: number;
  readonly contentBytes: number;
  readonly isFinal: boolean;
}

/** The nonce is the sequence number in twelve bytes, big-endian: unique as the content key is used for one message only. */
export function frameNonce(sequence: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(sequence, NONCE_BYTES - 4);
  return nonce;
}

/** The additional data of a frame: message id, label, sequence number (4), content length (8). */
export function frameAad(messageId: Uint8Array, place: FramePlace): Buffer {
  const label = place.isFinal ? FINAL_LABEL : REGULAR_LABEL;
  const aad = Buffer.alloc(MESSAGE_ID_BYTES + label.length + 4 + 8);
  aad.set(messageId);
  aad.set(label, MESSAGE_ID_BYTES);
  aad.writeUInt32BE(place.sequence, aad.length - 12);
  aad.writeUInt32BE(place.contentBytes, aad.length - 4);
  return aad;
}

/** Length in bytes of what stands before a frame's content. */
export const frameHeadBytes = (isFinal: boolean): number => (isFinal ? FINAL_HEAD_BYTES : FRAME_HEAD_BYTES);

/** Writes what stands before a frame's content into `out` from offset `at` and returns the offset after it. */
export function writeFrameHead(out: Buffer, at: number, place: FramePlace): number {
  let next = at;
  if (place.isFinal) next = out.writeUInt32BE(FINAL_FRAME_MARKER, next);
  next = out.writeUInt32BE(place.sequence, next);
  out.fill(0, next, next + NONCE_BYTES - 4);
  next = out.writeUInt32BE(place.sequence, next + NONCE_BYTES - 4);
  return place.isFinal ? out.writeUInt32BE(place.contentBytes, next) : next;
}

/**
 * The frames of a piece of `plaintextBytes`: all but the last are regular and full, the last one is final and holds the rest,
 * which is empty only when the piece is.
 */
export function pieceFrames(plaintextBytes: number): FramePlace[] {
  const last = Math.max(1, Math.ceil(plaintextBytes / PIECE_FRAME_BYTES));
  return Array.from({ length: last }, (_, index) => ({
    sequence: index + 1,
    contentBytes: index + 1 < last ? PIECE_FRAME_BYTES : plaintextBytes - index * PIECE_FRAME_BYTES,
    isFinal: index + 1 === last,
  }));
}
