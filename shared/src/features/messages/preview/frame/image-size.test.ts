import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { imageFacts } from './image-size.ts';

const bytes = (hex: string): ArrayBuffer => {
  const found = Uint8Array.from(hex.replaceAll(' ', '').match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return found.buffer;
};
const PNG = '89504e470d0a1a0a 0000000d 49484452 00000280 000001e0 0806000000';
const GIF = '474946383961 8002 e001 000000 00000000';
const JPEG = 'ffd8 ffe0 0010 4a46494600010100000100010000 ffc2 0011 08 01e0 0280 03 0122 0002 1101 0311 01';
const VP8X = '52494646 00000000 57454250 56503858 0a000000 10000000 7f0200 df0100 0000';
const VP8L = '52494646 00000000 57454250 5650384c 0a000000 2f 7fc27700 0000000000000000';
const VP8 = '52494646 00000000 57454250 56503820 0a000000 300100 9d012a 8002 e001 0000';

describe('the size of a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/gif', GIF],
    ['image/jpeg', JPEG],
    ['image/webp', VP8X],
    ['image/webp', VP8L],
    ['image/webp', VP8],
  ])('is read from the head of %s', (type, hex) => {
    expect(imageFacts(bytes(hex))).toEqual({ type, width: 640, height: 480 });
  });

  it('is unknown for anything else, however it begins', () => {
    const other = ['3c737667', '3c68746d6c', '25504446', 'ffd8ffe0', '52494646 00000000 57454250'];
    for (const hex of other) expect(imageFacts(bytes(hex.padEnd(40, '0')))).toBeUndefined();
    expect(imageFacts(new ArrayBuffer(0))).toBeUndefined();
  });

  it('never fails, whatever follows the first bytes', () => {
    const heads = [PNG, GIF, JPEG, VP8X, VP8L, VP8].map((hex) => new Uint8Array(bytes(hex)));
    const cut = fc.tuple(fc.constantFrom(...heads), fc.nat(60), fc.uint8Array({ maxLength: 60 }));
    fc.assert(
      fc.property(cut, ([head, keep, rest]) => {
        const joined = new Uint8Array([...head.slice(0, keep), ...rest]);
        expect(() => imageFacts(joined.buffer)).not.toThrow();
      }),
    );
  });
});
