import { describe, expect, it } from '@jest/globals';
import { bodyExcess, isImageLength, isInlineImage, measureBody } from './inline-images.ts';
import { LIMITS } from './limits.ts';

const image = (bytes: number): string => `data:image/png;base64,${Buffer.alloc(bytes, 1).toString('base64')}`;
const largest = LIMITS.inlineImageBytes;

describe('pictures inside a body', () => {
  it.each([
    [largest, true],
    [largest - 1, true],
    [largest - 2, true],
    [largest + 1, false],
    [0, false],
  ])('of %i bytes: %p', (bytes, allowed) => {
    expect(isInlineImage(image(bytes))).toBe(allowed);
  });

  it('are counted apart from the text', () => {
    const html = `<p>å<img src="${image(10)}"><img src="${image(20)}"></p>`;
    expect(measureBody(html)).toEqual({ textCharacters: 8 + 12 + 12, imagesBytes: 30, largestImageBytes: 20 });
  });

  it.each<[string, string, ReturnType<typeof bodyExcess>]>([
    ['the longest text', 'a'.repeat(LIMITS.bodyCharacters), null],
    ['one character more', 'a'.repeat(LIMITS.bodyCharacters + 1), 'text'],
    ['the largest picture', image(largest), null],
    ['a larger picture', image(largest + 1), 'image'],
    ['the most of pictures', image(largest).repeat(2) + image(LIMITS.inlineImagesBytes - 2 * largest), null],
    ['one byte more', image(largest).repeat(2) + image(LIMITS.inlineImagesBytes - 2 * largest + 1), 'images'],
    ['the most of both', 'a'.repeat(LIMITS.bodyCharacters) + image(largest), null],
  ])('%s', (_what, html, excess) => {
    expect(bodyExcess(html)).toBe(excess);
  });

  it('fit together with the longest text into what the API takes as a body', () => {
    const images = image(largest).repeat(2) + image(LIMITS.inlineImagesBytes - 2 * largest);
    expect(images.length + LIMITS.bodyCharacters).toBeLessThan(LIMITS.bodyHtmlCharacters);
    expect(images.length).toBeLessThan(LIMITS.messageBodyBytes - LIMITS.bodyCharacters);
  });

  it.each([
    ['1', true],
    ['99999', true],
    ['0', false],
    ['100000', false],
    ['100%', false],
    ['-1', false],
    ['1.5', false],
  ])('may be %s pixels wide: %p', (value, allowed) => {
    expect(isImageLength(value)).toBe(allowed);
  });
});
