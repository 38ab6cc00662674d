import { promisify } from 'node:util';
import { crc32, deflate, inflate } from 'node:zlib';

// Beside everybody's requests: a picture of this size takes a tenth of a second.
const [pack, unpack] = [promisify(deflate), promisify(inflate)];

/** The largest picture that is taken, in pixels. */
const MOST = { width: 1_200, height: 600 };
const LEAST_SIDE = 16;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Samples of a pixel, and the bits that each may have, by colour type (PNG, third edition, §11.2.1). */
const COLOURS: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
const PALETTE = 3;
/** Bytes of the colour that is none, by colour type; the others have it in each pixel. */
const TRANSPARENCY: Readonly<Record<number, { readonly least: number; readonly most: number }>> = {
  0: { least: 2, most: 2 },
  2: { least: 6, most: 6 },
};

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks up to IEND, whatever follows it; null when a length or a checksum is wrong, or the end is missing. */
const chunksOf = (png: Buffer): Chunk[] | null => {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return null;
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    if (end + 4 > png.length || crc32(png.subarray(at + 4, end)) !== png.readUInt32BE(end)) return null;
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IEND') return chunks;
    chunks.push({ type, data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return null;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
};

/** Bytes of a line without its filter, and how many lines; null for a picture that is not taken. */
const sizeOf = (header: Buffer): { readonly line: number; readonly lines: number } | null => {
  if (header.length !== 13) return null;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colour = -1, compression, filter, interlace] = header.subarray(8);
  const samples = COLOURS[colour]?.depths.includes(depth) ? COLOURS[colour].samples : 0;
  const fits = width <= MOST.width && height <= MOST.height && Math.min(width, height) >= LEAST_SIDE;
  if (!fits || samples === 0 || compression !== 0 || filter !== 0 || interlace !== 0) return null;
  return { line: Math.ceil((width * samples * depth) / 8), lines: height };
};

/** The lines with their filters; null when they are not exactly those of the size. */
const linesOf = async (packed: Buffer, { line, lines }: { line: number; lines: number }): Promise<Buffer | null> => {
  const length = lines * (line + 1);
  try {
    const raw = await unpack(packed, { maxOutputLength: length });
    if (raw.length !== length) return null;
    for (let at = 0; at < length; at += line + 1) if ((raw[at] ?? 5) > 4) return null;
    return raw;
  } catch {
    return null;
  }
};

/** What stands before the lines: palette and transparency, as many bytes as they may be (§11.2.2, §11.3.1.1); null when they are wrong. */
const coloursOf = (header: Buffer, palette: Buffer | undefined, transparency: Buffer | undefined): Buffer[] | null => {
  const [depth = 0, colour = -1] = header.subarray(8);
  const isPalette = colour === PALETTE;
  const entries = (palette?.length ?? 0) / 3;
  if (isPalette && !(Number.isInteger(entries) && entries >= 1 && entries <= 2 ** depth)) return null;
  const { least, most } = isPalette ? { least: 1, most: entries } : (TRANSPARENCY[colour] ?? { least: 1, most: 0 });
  const length = transparency?.length ?? 0;
  if (transparency && (length < least || length > most)) return null;
  return [
    ...(isPalette && palette ? [chunk('PLTE', palette)] : []),
    ...(transparency ? [chunk('tRNS', transparency)] : []),
  ];
};

/**
 * A PNG made anew from the pixels of one: nothing stands in it but size, palette, transparency and lines, so neither metadata nor
 * another file behind the end comes through. Null for what is no PNG, is animated by more than its first picture, is interlaced,
 * damaged, or not from 16 by 16 to 1,200 by 600 pixels.
 */
export const remakePng = async (png: Buffer): Promise<Buffer | null> => {
  const chunks = chunksOf(png);
  const all = (type: string) => (chunks ?? []).filter((one) => one.type === type).map(({ data }) => data);
  const [header] = all('IHDR');
  if (!header || chunks?.[0]?.type !== 'IHDR' || all('IHDR').length !== 1) return null;
  const size = sizeOf(header);
  const colours = size && coloursOf(header, all('PLTE')[0], all('tRNS')[0]);
  const lines = colours && (await linesOf(Buffer.concat(all('IDAT')), size));
  if (!lines) return null;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...colours,
    chunk('IDAT', await pack(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
