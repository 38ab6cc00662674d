import { fileTypeFromBuffer } from 'file-type';
import { extensionOf } from './file-name.domain.ts';

/** Bytes from the beginning that decide what a file is: enough to find the first entries of an office document. */
export const SAMPLE_BYTES = 64 * 1024;
export const UNKNOWN_TYPE = 'application/octet-stream';

/** Plain text has no mark of its own: these are believed when the bytes are text. None of them can carry script. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/plain',
  csv: 'text/csv',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what tells binary data from text
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

const isText = (sample: Uint8Array): boolean => {
  try {
    // `stream`: the sample may end inside a character.
    return !BINARY.test(new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true }));
  } catch {
    return false;
  }
};

/**
 * The media type by the file's first bytes; what the client says is never asked. Unknown content is
 * `application/octet-stream`.
 */
export const contentTypeOf = async (name: string, sample: Uint8Array): Promise<string> => {
  // A sample cut short can end inside a structure: then nothing is known.
  const found = await fileTypeFromBuffer(sample).catch(() => undefined);
  if (found) return found.mime;
  return (isText(sample) ? TEXT_TYPES[extensionOf(name)] : undefined) ?? UNKNOWN_TYPE;
};
