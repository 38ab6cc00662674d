import { type EncryptionContext, serializeContext } from './encryption-context.ts';
import { FINAL_HEAD_BYTES, FRAME_HEAD_BYTES, PIECE_FRAME_BYTES, STREAM_FRAME_BYTES, TAG_BYTES } from './format.ts';
import { headerLength } from './header.ts';

/** Bytes of a whole regular frame on disk, for a frame length in plaintext bytes. */
export const sealedFrameBytes = (frameBytes: number): number => FRAME_HEAD_BYTES + frameBytes + TAG_BYTES;

/** @throws {TypeError} when a frame length is not a whole number from 1 to 2³²−1 */
export function checkFrameBytes(frameBytes: number): void {
  if (!Number.isInteger(frameBytes) || frameBytes < 1 || frameBytes > 0xffffffff)
    throw new TypeError('Bad frame length');
}

/**
 * The exact size in bytes of what sealStream makes of `plaintextBytes`. Every full frame is a regular one; the final frame
 * holds the rest, which is empty when nothing is left.
 */
export function sealedLength(
  plaintextBytes: number,
  context: EncryptionContext,
  frameBytes: number = STREAM_FRAME_BYTES,
): number {
  checkFrameBytes(frameBytes);
  const regularFrames = Math.floor(plaintextBytes / frameBytes);
  const rest = plaintextBytes - regularFrames * frameBytes;
  const header = headerLength(serializeContext(context));
  return header + regularFrames * sealedFrameBytes(frameBytes) + FINAL_HEAD_BYTES + rest + TAG_BYTES;
}

/** Bytes of a piece's frames, for its plaintext bytes. */
export const sealedPieceBytes = (plaintextBytes: number): number => {
  const regularFrames = Math.max(0, Math.ceil(plaintextBytes / PIECE_FRAME_BYTES) - 1);
  return regularFrames * sealedFrameBytes(0) + FINAL_HEAD_BYTES + plaintextBytes + TAG_BYTES;
};

/** The plaintext bytes of a piece whose frames have `sealedBytes`; undefined when no piece has frames of that length. */
export const openedPieceBytes = (sealedBytes: number): number | undefined => {
  const finalFrame = FINAL_HEAD_BYTES + TAG_BYTES;
  const regularFrames = Math.max(0, Math.floor((sealedBytes - finalFrame - 1) / sealedFrameBytes(PIECE_FRAME_BYTES)));
  const plaintextBytes = sealedBytes - finalFrame - regularFrames * sealedFrameBytes(0);
  return plaintextBytes >= 0 && sealedPieceBytes(plaintextBytes) === sealedBytes ? plaintextBytes : undefined;
};
