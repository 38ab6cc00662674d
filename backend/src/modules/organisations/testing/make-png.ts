import { crc32, deflateSync } from 'node:zlib';

/** A chunk with its length and checksum. */
export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
};

/** A picture of one colour, eight bits of red, green, blue and alpha unless its header says another. */
export const makePng = (
  width: number,
  height: number,
  more: {
    readonly data?: Buffer;
    readonly extra?: readonly Buffer[];
    readonly interlace?: number;
    readonly colour?: number;
    readonly depth?: number;
  } = {},
): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([more.depth ?? 8, more.colour ?? 6, 0, 0, more.interlace ?? 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, 0x5b)]);
  const data = more.data ?? deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    ...(more.extra ?? []),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};
