import { create } from 'qrcode';

/** The modules of a QR code as an SVG path in a square of `size` units: a page draws it without a QR library. */
export const qrPath = (text: string): { readonly size: number; readonly path: string } => {
  const { size, data } = create(text, { errorCorrectionLevel: 'L' }).modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; ) {
      let to = from;
      while (to < size && data[row * size + to]) to++;
      if (to > from) path += `M${from} ${row}h${to - from}v1h${from - to}z`;
      from = to + 1;
    }
  }
  return { size, path };
};
