/** Width and height that a picture says of itself, and its type by its first bytes. */
export interface ImageFacts {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

const text = (view: DataView, at: number, length: number): string =>
  at + length <= view.byteLength
    ? String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length))
    : '';

/** Frame headers of JPEG (ITU-T T.81 table B.1), without DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): Pick<ImageFacts, 'width' | 'height'> | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(view: DataView): Pick<ImageFacts, 'width' | 'height'> | undefined {
  if (view.byteLength < 30) return undefined;
  const format = text(view, 12, 4);
  if (format === 'VP8X') {
    const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (format === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (format !== 'VP8 ') return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Reads a picture's head without decoding it: a few bytes may claim to be gigabytes. Undefined for what is no such picture. */
export function imageFacts(bytes: ArrayBuffer): ImageFacts | undefined {
  const view = new DataView(bytes);
  if (view.byteLength < 16) return undefined;
  if (text(view, 1, 3) === 'PNG' && view.byteLength >= 24)
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (text(view, 0, 4) === 'GIF8')
    return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (view.getUint16(0) === 0xffd8) {
    const size = jpegSize(view);
    return size && { type: 'image/jpeg', ...size };
  }
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return undefined;
  const size = webpSize(view);
  return size && { type: 'image/webp', ...size };
}
