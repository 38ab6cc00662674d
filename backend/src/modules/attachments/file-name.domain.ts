import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { DomainError } from '../../platform/errors.ts';

/**
 * Characters that no file name needs and that deceive: controls, line separators, lone surrogates, and everything that
 * turns the direction of text ("gpj.exe" shown as "exe.jpg").
 */
const DECEIVING = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** Far beyond any real path; what follows need not be fast on more. */
const GIVEN_MOST = 4_096;

const invalid = (): DomainError =>
  new DomainError('upload-name-invalid', { charactersMost: LIMITS.fileNameCharacters });

/**
 * The name to keep of what a browser calls a file: the last segment of a path, composed (NFC), without spaces and dots at
 * its ends that Windows would drop. @throws {DomainError} upload-name-invalid
 */
export const cleanFileName = (given: string): string => {
  if (given.length > GIVEN_MOST || DECEIVING.test(given)) throw invalid();
  const segment = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const characters = [...segment.trim()];
  while (characters.at(-1) === '.' || characters.at(-1) === ' ') characters.pop();
  if (characters.length === 0 || characters.length > LIMITS.fileNameCharacters) throw invalid();
  return characters.join('');
};

/** The extension in lower case, without the dot; empty when there is none. */
export const extensionOf = (name: string): string => /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Names of devices on Windows, with whatever extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** The name as every file system takes it. */
const portable = (name: string): string => name.replace(/[<>:"|?*]/g, '_').replace(DEVICE, '_$&');

/** Portable names, each different from those before it even where case does not count: "a.pdf", "a (2).pdf". */
export const uniqueFileNames = (names: readonly string[]): string[] => {
  const taken = new Set<string>();
  return names.map((given) => {
    const name = portable(given);
    const dot = name.lastIndexOf('.');
    const [stem, tail] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let candidate = name;
    for (let copy = 2; taken.has(candidate.toLowerCase()); copy++) candidate = `${stem} (${copy})${tail}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
};
