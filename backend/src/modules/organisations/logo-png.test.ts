import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { remakePng } from './logo-png.ts';
import { makePng, pngChunk } from './testing/make-png.ts';

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 6: 4 };

describe('a logo', () => {
  it('is made anew from its pixels, and stays as it is when that is done again', async () => {
    const png = makePng(40, 20);
    const remade = await remakePng(png);
    expect(remade?.subarray(0, 33)).toEqual(png.subarray(0, 33));
    expect(remade && (await remakePng(remade))).toEqual(remade);
  });

  it('leaves behind text, profiles, unknown chunks and whatever follows its end', async () => {
    const secret = Buffer.from('Comment\0<script>alert(1)</script>');
    const png = makePng(40, 20, { extra: [pngChunk('tEXt', secret), pngChunk('eXIf', secret)] });
    const remade = (await remakePng(Buffer.concat([png, Buffer.from('PK\u0003\u0004 a zip')]))) ?? Buffer.alloc(0);
    expect(remade.includes('script')).toBe(false);
    expect(remade.includes('a zip')).toBe(false);
    expect(remade).toEqual(await remakePng(makePng(40, 20)));
  });

  it('is from 16 by 16 to 1,200 by 600 pixels', async () => {
    for (const [width, height] of [
      [16, 16],
      [1_200, 600],
    ] as const)
      expect(await remakePng(makePng(width, height))).not.toBeNull();
    for (const [width, height] of [
      [15, 16],
      [16, 15],
      [1_201, 600],
      [1_200, 601],
    ] as const)
      expect(await remakePng(makePng(width, height))).toBeNull();
  });

  it('is no SVG, no other picture, and no bomb', async () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '\u00ff\u00d8\u00ff', ''])
      expect(await remakePng(Buffer.from(text, 'latin1'))).toBeNull();
    expect(await remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(20_000_000)) }))).toBeNull();
    expect(await remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(10)) }))).toBeNull();
    expect(await remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(20 * 161, 9)) }))).toBeNull();
    expect(await remakePng(makePng(40, 20, { interlace: 1 }))).toBeNull();
  });

  it('keeps the palette and transparency of its kind, and is refused with those of another', async () => {
    const [two, three] = [Buffer.alloc(6, 1), Buffer.alloc(9, 1)];
    const drawn = (colour: number, depth: number, ...extra: Buffer[]) =>
      remakePng(
        makePng(16, 16, {
          colour,
          depth,
          extra,
          data: deflateSync(Buffer.alloc(16 * (1 + (SAMPLES[colour] ?? 0) * 2 * depth))),
        }),
      );
    for (const good of [
      drawn(3, 1, pngChunk('PLTE', two), pngChunk('tRNS', Buffer.alloc(2))),
      drawn(0, 8, pngChunk('tRNS', Buffer.alloc(2))),
      drawn(2, 8, pngChunk('PLTE', three), pngChunk('tRNS', Buffer.alloc(6))),
    ])
      expect((await good)?.includes('tRNS')).toBe(true);
    for (const wrong of [
      drawn(3, 1),
      drawn(3, 1, pngChunk('PLTE', three)),
      drawn(3, 8, pngChunk('PLTE', Buffer.alloc(4))),
      drawn(3, 8, pngChunk('PLTE', two), pngChunk('tRNS', Buffer.alloc(3))),
      drawn(0, 8, pngChunk('tRNS', Buffer.alloc(6))),
      drawn(6, 8, pngChunk('tRNS', Buffer.alloc(1))),
    ])
      expect(await wrong).toBeNull();
  });

  it('is refused, and never throws, whatever bytes of it are wrong', async () => {
    const png = makePng(20, 20);
    await fc.assert(
      fc.asyncProperty(fc.nat(png.length - 13), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const wrong = Buffer.from(png);
        wrong[at] = (wrong[at] ?? 0) ^ by;
        expect(await remakePng(wrong)).toBeNull();
      }),
    );
  });
});
