import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A secret that was put into the product, and must not be found in what it wrote. */
export interface Canary {
  readonly name: string;
  readonly text: string;
}

interface Needle {
  readonly what: string;
  readonly bytes: Buffer;
}

/** Base64 of a text depends on where it begins among three bytes: the part that does not, for each place. */
const base64Cores = (bytes: Buffer, encoding: 'base64' | 'base64url'): string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString(encoding)
      .replaceAll('=', '');
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(first, last);
  });

const jsonEscaped = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Every form in which a text may stand in a file: plain, escaped, encoded. */
const needlesOf = ({ name, text }: Canary): Needle[] => {
  const utf8 = Buffer.from(text);
  const forms: readonly (readonly [string, Buffer | string])[] = [
    ['plain', utf8],
    ['UTF-16LE', Buffer.from(text, 'utf16le')],
    ['UTF-16BE', Buffer.from(text, 'utf16le').swap16()],
    ['hex', utf8.toString('hex')],
    ['HEX', utf8.toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(text)],
    ['JSON-escaped', jsonEscaped(text)],
    ['HTML-escaped', text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
    [
      'quoted-printable',
      [...utf8]
        .map((byte) => (byte > 126 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)))
        .join(''),
    ],
    ...base64Cores(utf8, 'base64').map((core) => ['base64', core] as const),
    ...base64Cores(utf8, 'base64url').map((core) => ['base64url', core] as const),
  ];
  const seen = new Set<string>();
  return forms.flatMap(([form, value]) => {
    const bytes = Buffer.from(value as Buffer);
    const key = bytes.toString('latin1');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ what: `${name} (${form})`, bytes }];
  });
};

/** Looks for canaries in streams of bytes of any length. */
export class CanarySearch {
  readonly #needles: readonly Needle[];
  readonly #overlap: number;

  constructor(canaries: readonly Canary[]) {
    this.#needles = canaries.flatMap(needlesOf);
    this.#overlap = Math.max(...this.#needles.map(({ bytes }) => bytes.length)) - 1;
  }

  inBytes(where: string, bytes: Buffer): string[] {
    return this.#needles.filter((needle) => bytes.includes(needle.bytes)).map(({ what }) => `${what} in ${where}`);
  }

  /** Keeps the end of each piece, so that a secret on a border is found as well. */
  async inFile(where: string, path: string): Promise<string[]> {
    const found = new Set<string>();
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      const piece = Buffer.concat([rest, chunk as Buffer]);
      for (const finding of this.inBytes(where, piece)) found.add(finding);
      rest = piece.subarray(Math.max(0, piece.length - this.#overlap));
    }
    return [...found];
  }

  /** Every byte of every file below `folder`, names included, but for the folders named in `except`. */
  async inFolder(folder: string, except: readonly string[]): Promise<{ findings: string[]; files: number }> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const findings: string[] = [];
    let files = 0;
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path);
      if (except.some((skipped) => name === skipped || name.startsWith(`${skipped}/`))) continue;
      findings.push(...this.inBytes(`the name of ${name}`, Buffer.from(name)));
      if (!entry.isFile()) continue;
      files += 1;
      findings.push(...(await this.inFile(name, path)));
    }
    return { findings, files };
  }
}
