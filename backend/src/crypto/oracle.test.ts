import { describe, expect, it } from '@jest/globals';
import { newKey, openPiece, PIECE_BYTES, PIECE_FRAME_BYTES, sealedLength, sealPiece } from './index.ts';
import { oracleOpen, oracleSeal } from './testing/oracle.ts';
import { bytesOf, context, openAll, sealAll } from './testing/samples.ts';

const FRAME = 4096;
const SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 1_000_000];

describe('the AWS Encryption SDK as oracle', () => {
  it.each(SIZES)('opens our piece of %i bytes', async (size) => {
    const key = newKey();
    const opened = await oracleOpen(key, sealPiece(key, context, bytesOf(size)));
    expect(opened.plaintext.equals(bytesOf(size))).toBe(true);
    expect(opened.context).toEqual(context);
    expect(opened.suiteId).toBe(0x0478);
  });

  it.each([PIECE_FRAME_BYTES, PIECE_FRAME_BYTES + 1, 2 * PIECE_FRAME_BYTES, PIECE_BYTES - 1, PIECE_BYTES])(
    'opens our piece of %i bytes, in frames of 1 MiB',
    async (size) => {
      const key = newKey();
      const { plaintext } = await oracleOpen(key, sealPiece(key, context, bytesOf(size)));
      expect(plaintext.equals(bytesOf(size))).toBe(true);
    },
  );

  it.each([...SIZES, PIECE_FRAME_BYTES + 1, 3_000_000])(
    'seals %i bytes so that we open them as a piece',
    async (size) => {
      const key = newKey();
      const sealed = await oracleSeal(key, context, bytesOf(size), PIECE_FRAME_BYTES);
      expect(openPiece(key, context, sealed).equals(bytesOf(size))).toBe(true);
    },
  );

  it.each(SIZES)('opens our stream of %i bytes', async (size) => {
    const key = newKey();
    const sealed = await sealAll(key, bytesOf(size), FRAME, 1500);
    expect(sealed.length).toBe(sealedLength(size, context, FRAME));
    const opened = await oracleOpen(key, sealed);
    expect(opened.plaintext.equals(bytesOf(size))).toBe(true);
    expect(opened.context).toEqual(context);
  });

  it.each(SIZES)('seals %i bytes so that we open them as a stream, byte for byte as long as ours', async (size) => {
    const key = newKey();
    const sealed = await oracleSeal(key, context, bytesOf(size), FRAME);
    expect(sealed.length).toBe(sealedLength(size, context, FRAME));
    expect((await openAll(key, sealed, size, FRAME, { chunkBytes: 3000 })).equals(bytesOf(size))).toBe(true);
  });
});
