import { LIMITS } from './limits.ts';

/** The one kind of picture that a body may hold: its own data as base64, of a type that runs nothing. */
const SOURCE = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/;
const DATA = /data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})/g;

const decodedBytes = (base64: string): number =>
  Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);

/** True for the source of a picture that a body may hold. */
export const isInlineImage = (source: string): boolean => {
  const base64 = SOURCE.exec(source)?.[1];
  return base64 !== undefined && base64.length % 4 === 0 && decodedBytes(base64) <= LIMITS.inlineImageBytes;
};

/** A width or height that an image may ask for, in pixels. */
export const isImageLength = (value: string): boolean => /^[1-9][0-9]{0,4}$/.test(value);

export interface BodySize {
  /** UTF-16 code units that are not data of pictures. */
  readonly textCharacters: number;
  /** Pictures when decoded. */
  readonly imagesBytes: number;
  readonly largestImageBytes: number;
}

/** How much of a body is text and how much pictures. Linear, and without parsing: whatever looks like a picture's data counts as one. */
export const measureBody = (html: string): BodySize => {
  let textCharacters = html.length;
  let imagesBytes = 0;
  let largestImageBytes = 0;
  for (const [data, base64 = ''] of html.matchAll(DATA)) {
    const bytes = decodedBytes(base64);
    textCharacters -= data.length;
    imagesBytes += bytes;
    largestImageBytes = Math.max(largestImageBytes, bytes);
  }
  return { textCharacters, imagesBytes, largestImageBytes };
};

/** What of a body is beyond its limit: its text, one picture, all pictures together; null when it fits. */
export const bodyExcess = (html: string): 'text' | 'image' | 'images' | null => {
  const { textCharacters, imagesBytes, largestImageBytes } = measureBody(html);
  if (textCharacters > LIMITS.bodyCharacters) return 'text';
  if (largestImageBytes > LIMITS.inlineImageBytes) return 'image';
  return imagesBytes > LIMITS.inlineImagesBytes ? 'images' : null;
};
