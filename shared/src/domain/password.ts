import { LIMITS } from './limits.ts';

/** What is wrong with a new password. */
export type PasswordFault = 'password-too-short' | 'password-guessable';

const DIFFERENT_CHARACTERS = 5;
/** What must be left when everything that can be known of the person and the service is taken away. */
const OWN_CHARACTERS = 8;
const SHORTEST_WORD = 4;

const fold = (text: string): string => text.normalize('NFKC').toLocaleLowerCase('sv');

/**
 * What is wrong with a new password, or null. Length counts, and what others know of the person; never which kinds of characters
 * there are (NIST SP 800-63B §3.1.1.2). `known` holds names and addresses.
 */
export const passwordFault = (password: string, known: readonly string[]): PasswordFault | null => {
  const characters = [...password.normalize('NFC')];
  if (characters.length < LIMITS.password.minCharacters) return 'password-too-short';
  if (new Set(characters).size < DIFFERENT_CHARACTERS) return 'password-guessable';
  const words = known
    .flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u))
    .concat('sefos', 'password', 'lösenord', 'salasana')
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((a, b) => b.length - a.length);
  const left = words.reduce((text, word) => text.replaceAll(word, ''), fold(password));
  return [...left].length < OWN_CHARACTERS ? 'password-guessable' : null;
};
