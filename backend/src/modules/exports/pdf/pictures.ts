import { inflateSync } from 'node:zlib';

/** Decoded pixels of a message's pictures at most: what is larger stays in meddelande.html. */
const MOST_PIXELS = 24_000_000;
const PNG_START = Buffer.from('89504e470d0a1a0a', 'hex');
/** Channels by colour type (PNG §11.2.2). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A picture that a PDF/A can hold as it is; size in pixels. */
export interface Picture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** True when the pixels are whole, row by row: pdfkit hands on what it is given, and decodes transparency outside of any try. */
const isWhole = (compressed: Buffer, rowBytes: number, rows: number): boolean => {
  try {
    const pixels = inflateSync(compressed, { maxOutputLength: rowBytes * rows + 1_024 });
    if (pixels.length < rowBytes * rows) return false;
    // A row begins with its filter, of which there are five (PNG §9.2).
    for (let row = 0; row < rows; row++) if ((pixels[row * rowBytes] ?? 5) > 4) return false;
    return true;
  } catch {
    return false;
  }
};

const chunksOf = (data: Buffer): Map<string, Buffer[]> | null => {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= data.length; ) {
    const end = at + 8 + data.readUInt32BE(at);
    if (end + 4 > data.length) return null;
    const type = data.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), data.subarray(at + 8, end)]);
    if (type === 'IEND') return chunks;
    at = end + 4;
  }
  return null;
};

const pngOf = (data: Buffer, pixelsLeft: number): Picture | null => {
  const chunks = chunksOf(data);
  const header = chunks?.get('IHDR')?.[0];
  if (!chunks || header?.length !== 13) return null;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bits, colour, interlace] = [header.readUInt8(8), header.readUInt8(9), header.readUInt8(12)];
  const channels = CHANNELS[colour];
  if (!channels || interlace !== 0 || ![1, 2, 4, 8, 16].includes(bits)) return null;
  if (width === 0 || height === 0 || width * height > pixelsLeft) return null;
  const palette = chunks.get('PLTE')?.[0]?.length ?? 0;
  if (colour === 3 && (palette === 0 || palette % 3 !== 0 || bits > 8)) return null;
  // Transparency of a palette is decoded a byte a pixel.
  if (chunks.has('tRNS') && (colour !== 3 || bits !== 8)) return null;
  const rowBytes = Math.ceil((width * channels * bits) / 8) + 1;
  return isWhole(Buffer.concat(chunks.get('IDAT') ?? []), rowBytes, height) ? { data, width, height } : null;
};

/** Start-of-frame markers that every reader of PDF knows: baseline, extended and progressive. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

const jpegOf = (data: Buffer, pixelsLeft: number): Picture | null => {
  for (let at = 2; at + 10 <= data.length && data[at] === 0xff; ) {
    const marker = data.readUInt8(at + 1);
    if (FRAMES.has(marker)) {
      const [bits, height, width] = [data.readUInt8(at + 4), data.readUInt16BE(at + 5), data.readUInt16BE(at + 7)];
      // Four are CMYK, which has no meaning beside an sRGB output intent.
      const channels = data.readUInt8(at + 9);
      const fits = width > 0 && height > 0 && width * height <= pixelsLeft;
      return fits && bits === 8 && (channels === 1 || channels === 3) ? { data, width, height } : null;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return null;
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2);
  }
  return null;
};

/** Takes pictures as long as they are whole, of a kind that PDF/A knows, and not too many pixels together. */
export class Pictures {
  #pixelsLeft = MOST_PIXELS;

  /** The picture of a `data:` address; null when it stays in meddelande.html. */
  take(source: string): Picture | null {
    const base64 = /^data:image\/[a-z]+;base64,/.exec(source)?.[0];
    if (!base64) return null;
    const data = Buffer.from(source.slice(base64.length), 'base64');
    const picture = this.#read(data);
    if (picture) this.#pixelsLeft -= picture.width * picture.height;
    return picture;
  }

  #read(data: Buffer): Picture | null {
    if (data.subarray(0, 8).equals(PNG_START)) return pngOf(data, this.#pixelsLeft);
    return data[0] === 0xff && data[1] === 0xd8 ? jpegOf(data, this.#pixelsLeft) : null;
  }
}
