import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { remakePng } from './logo-png.ts';
import { makePng, pngChunk } from './testing/make-png.ts';

describe('a logo', () => {
  it('is made anew from its pixels, and stays as it is when that is done again', () => {
    const png = makePng(40, 20);
    const remade = remakePng(png);
    expect(remade?.subarray(0, 33)).toEqual(png.subarray(0, 33));
    expect(remade && remakePng(remade)).toEqual(remade);
  });

  it('leaves behind text, profiles, unknown chunks and whatever follows its end', () => {
    const secret = Buffer.from('Comment\0<script>alert(1)</script>');
    const png = makePng(40, 20, { extra: [pngChunk('tEXt', secret), pngChunk('eXIf', secret)] });
    const remade = remakePng(Buffer.concat([png, Buffer.from('PK\u0003\u0004 a zip')])) ?? Buffer.alloc(0);
    expect(remade.includes('script')).toBe(false);
    expect(remade.includes('a zip')).toBe(false);
    expect(remade).toEqual(remakePng(makePng(40, 20)));
  });

  it('is from 16 by 16 to 1,200 by 600 pixels', () => {
    for (const [width, height] of [
      [16, 16],
      [1_200, 600],
    ] as const)
      expect(remakePng(makePng(width, height))).not.toBeNull();
    for (const [width, height] of [
      [15, 16],
      [16, 15],
      [1_201, 600],
      [1_200, 601],
    ] as const)
      expect(remakePng(makePng(width, height))).toBeNull();
  });

  it('is no SVG, no other picture, and no bomb', () => {
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'GIF89a', '\u00ff\u00d8\u00ff', ''])
      expect(remakePng(Buffer.from(text, 'latin1'))).toBeNull();
    expect(remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(20_000_000)) }))).toBeNull();
    expect(remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(10)) }))).toBeNull();
    expect(remakePng(makePng(40, 20, { data: deflateSync(Buffer.alloc(20 * 161, 9)) }))).toBeNull();
    expect(remakePng(makePng(40, 20, { interlace: 1 }))).toBeNull();
  });

  it('is refused, and never throws, whatever bytes of it are wrong', () => {
    const png = makePng(20, 20);
    fc.assert(
      fc.property(fc.nat(png.length - 13), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const wrong = Buffer.from(png);
        wrong[at] = (wrong[at] ?? 0) ^ by;
        expect(remakePng(wrong)).toBeNull();
      }),
    );
  });
});
