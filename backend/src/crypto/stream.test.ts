import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newKey, openRange, sealedLength, sealStream } from './index.ts';
import { bytesOf, chunksOf, collect, context, openAll, sealAll, stored } from './testing/samples.ts';

const key = newKey();
const FRAME = 16;
const HEAD = sealedLength(0, context, FRAME) - 40;
const FRAME_ON_DISK = 16 + FRAME + 16;
const unreadable = { type: 'content-unreadable', facts: {} };
const flip = (bytes: Buffer, at: number): Buffer => {
  const altered = Buffer.from(bytes);
  altered[at] = (altered[at] ?? 0) ^ 0x01;
  return altered;
};

describe('a sealed stream', () => {
  it('opens to what was sealed, whatever the sizes of chunks and frames', async () => {
    const sizes = fc.integer({ min: 1, max: 60 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sizes, sizes, sizes, async (text, frame, write, read) => {
        const sealed = await sealAll(key, text, frame, write);
        expect(sealed.length).toBe(sealedLength(text.length, context, frame));
        const opened = await openAll(key, sealed, text.length, frame, { chunkBytes: read });
        expect(opened.equals(text)).toBe(true);
      }),
    );
  });

  it('gives any range of it as the slice it is', async () => {
    const text = bytesOf(200);
    const sealed = await sealAll(key, text, FRAME);
    const place = fc.integer({ min: 0, max: 199 });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const range = { start: Math.min(a, b), end: Math.max(a, b) };
        const opened = await openAll(key, sealed, 200, FRAME, { range });
        expect(opened.equals(text.subarray(range.start, range.end + 1))).toBe(true);
      }),
    );
  });

  it('reads only header and wanted frames for a range', async () => {
    const sealed = await sealAll(key, bytesOf(200), FRAME);
    const { read, reads } = stored(sealed);
    const sizes = { sealedSize: sealed.length, plaintextSize: 200, frameBytes: FRAME };
    await collect(openRange(key, context, sizes, read, { start: 35, end: 50 }));
    expect(reads).toEqual([
      { start: 0, end: HEAD - 1 },
      { start: HEAD + 2 * FRAME_ON_DISK, end: HEAD + 4 * FRAME_ON_DISK - 1 },
    ]);
  });

  it.each([
    { start: -1, end: 3 },
    { start: 3, end: 2 },
    { start: 0, end: 200 },
    { start: 0.5, end: 3 },
  ])('refuses the range %j, which it does not hold', async (range) => {
    const sealed = await sealAll(key, bytesOf(200), FRAME);
    await expect(openAll(key, sealed, 200, FRAME, { range })).rejects.toThrow(RangeError);
  });

  it('is refused with any byte flipped, and yields only verified frames before', async () => {
    const text = bytesOf(40);
    const sealed = await sealAll(key, text, FRAME);
    for (let at = 0; at < sealed.length; at++) {
      const got: Buffer[] = [];
      const { read } = stored(flip(sealed, at));
      const opening = (async () => {
        const sizes = { sealedSize: sealed.length, plaintextSize: 40, frameBytes: FRAME };
        for await (const piece of openRange(key, context, sizes, read)) got.push(piece);
      })();
      await expect(opening).rejects.toMatchObject(unreadable);
      const whole = at < HEAD ? 0 : Math.floor((at - HEAD) / FRAME_ON_DISK) * FRAME;
      expect(Buffer.concat(got).equals(text.subarray(0, whole))).toBe(true);
    }
  });

  it('is refused with a frame flipped even when the range begins in another part of that frame', async () => {
    const sealed = flip(await sealAll(key, bytesOf(40), FRAME), HEAD + 16);
    const opening = openAll(key, sealed, 40, FRAME, { range: { start: 10, end: 12 } });
    await expect(opening).rejects.toMatchObject(unreadable);
  });

  it('is refused with its header altered, for a range in the middle too', async () => {
    const sealed = flip(await sealAll(key, bytesOf(200), FRAME), HEAD - 1);
    const opening = openAll(key, sealed, 200, FRAME, { range: { start: 100, end: 101 } });
    await expect(opening).rejects.toMatchObject(unreadable);
  });

  it('is refused with frames swapped, played again or left out', async () => {
    const sealed = await sealAll(key, bytesOf(40), FRAME);
    const [header, first, second, final] = [
      sealed.subarray(0, HEAD),
      sealed.subarray(HEAD, HEAD + FRAME_ON_DISK),
      sealed.subarray(HEAD + FRAME_ON_DISK, HEAD + 2 * FRAME_ON_DISK),
      sealed.subarray(HEAD + 2 * FRAME_ON_DISK),
    ];
    const orders = [
      [second, first, final],
      [first, first, final],
      [first, final],
      [first, second],
      [first, second, final, final],
      [first, second, second, final],
    ];
    for (const order of orders) {
      const altered = Buffer.concat([header, ...order]);
      await expect(openAll(key, altered, 40, FRAME)).rejects.toMatchObject(unreadable);
      // With the true size given, what is appended is not even read; anything else is found out.
      const opening = openAll(key, altered, 40, FRAME, { sealedSize: sealed.length });
      if (altered.subarray(0, sealed.length).equals(sealed)) expect((await opening).equals(bytesOf(40))).toBe(true);
      else await expect(opening).rejects.toMatchObject(unreadable);
      // The plaintext size that would fit what lies there.
      const fitting = altered.length - HEAD - 40 - Math.floor((altered.length - HEAD - 40) / FRAME_ON_DISK) * 32;
      await expect(openAll(key, altered, fitting, FRAME)).rejects.toMatchObject(unreadable);
    }
  });

  it('is refused with a frame of another message under the same key and context', async () => {
    const [a, b] = [await sealAll(key, bytesOf(40), FRAME), await sealAll(key, bytesOf(40), FRAME)];
    const spliced = Buffer.concat([a.subarray(0, HEAD), b.subarray(HEAD)]);
    await expect(openAll(key, spliced, 40, FRAME)).rejects.toMatchObject(unreadable);
  });

  it('is refused cut at any place', async () => {
    const sealed = await sealAll(key, bytesOf(40), FRAME);
    for (let end = 0; end < sealed.length; end++) {
      const options = { sealedSize: sealed.length };
      await expect(openAll(key, sealed.subarray(0, end), 40, FRAME, options)).rejects.toMatchObject(unreadable);
    }
  });

  it('is refused when storage gives more than was asked for', async () => {
    const sealed = await sealAll(key, bytesOf(40), FRAME);
    const read = async () =>
      Readable.from(chunksOf(Buffer.concat([sealed, Buffer.alloc(1)]), 9), { objectMode: false });
    const sizes = { sealedSize: sealed.length, plaintextSize: 40, frameBytes: FRAME };
    await expect(collect(openRange(key, context, sizes, read))).rejects.toMatchObject(unreadable);
  });

  it('is refused under another key, context, size or frame length', async () => {
    const sealed = await sealAll(key, bytesOf(40), FRAME);
    await expect(openAll(newKey(), sealed, 40, FRAME)).rejects.toMatchObject(unreadable);
    await expect(openAll(key, sealed, 40, FRAME, { bound: { ...context, part: '1' } })).rejects.toMatchObject(
      unreadable,
    );
    await expect(openAll(key, sealed, 39, FRAME)).rejects.toMatchObject(unreadable);
    await expect(openAll(key, sealed, 40, 32)).rejects.toMatchObject(unreadable);
    // Same length on disk, but the header says otherwise.
    await expect(openAll(key, sealed, 40, 17)).rejects.toMatchObject(unreadable);
  });

  it('frees the chunks of its source and of storage only when told so', async () => {
    const [kept, given] = [Buffer.alloc(20_000, 1), Buffer.alloc(20_000, 1)];
    const source = (chunk: Buffer) =>
      (async function* () {
        yield chunk;
      })();
    await collect(sealStream(key, context, source(kept)));
    const sealed = await collect(sealStream(key, context, source(given), { releaseChunks: true }));
    expect([kept.length, given.length]).toEqual([20_000, 0]);
    const options = { chunkBytes: 16_500, releaseChunks: true };
    expect((await openAll(key, sealed, 20_000, 256 * 1024, options)).equals(kept)).toBe(true);
  });

  it('passes on the failure of its source, unfinished', async () => {
    const failing = new Readable({
      read() {
        this.push(Buffer.alloc(100));
        this.destroy(new Error('connection lost'));
      },
    });
    await expect(collect(sealStream(key, context, failing))).rejects.toThrow('connection lost');
  });

  it('lets go of its source when its taker stops early', async () => {
    const endless = new Readable({
      read(size) {
        this.push(Buffer.alloc(size));
      },
    });
    for await (const _ of sealStream(key, context, endless)) break;
    expect(endless.destroyed).toBe(true);
  });

  it('opens again with frames as long as they are in use', async () => {
    const text = bytesOf(700_000);
    const sealed = await collect(
      sealStream(key, context, Readable.from(chunksOf(text, 65_536), { objectMode: false })),
    );
    const range = { start: 262_100, end: 524_300 };
    const opened = await openAll(key, sealed, text.length, 256 * 1024, { range, chunkBytes: 65_536 });
    expect(opened.equals(text.subarray(range.start, range.end + 1))).toBe(true);
  });
});
