/** Distinct words of one message that can be found; subject, people and attachments come before the body. */
export const WORDS_PER_MESSAGE = 2_000;
/** Prefixes are kept from here on; a shorter word is found whole. */
export const SHORTEST_PREFIX = 3;
/** Of a longer word so many characters count. */
export const LONGEST_PREFIX = 20;
/** Words of one search; more narrow nothing that a reader would notice. */
export const WORDS_PER_SEARCH = 12;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Soft hyphens and joiners: seen by nobody, typed by nobody. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Tags that stand inside words; every other one ends a word. */
const INSIDE_WORDS = /<\/?(?:a|b|code|em|i|s|strong|u)(?:\s[^>]*)?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** The text of a sanitised body, as far as words of it are concerned. */
export const textOfHtml = (html: string): string =>
  html
    .replace(INSIDE_WORDS, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? ' ')
    .replace(/&#?\w+;/g, ' ');

const cut = (word: string): string =>
  word.length <= LONGEST_PREFIX ? word : [...word].slice(0, LONGEST_PREFIX).join('');

/**
 * The words of a text, in order and as often as they stand there: runs of letters and digits, in small letters, composed (NFC), so
 * that å, ä and ö are letters of their own and an address falls into its parts.
 */
export function* wordsOf(text: string): Generator<string> {
  const plain = text.replace(UNSEEN, '').normalize('NFC').toLowerCase().normalize('NFC');
  for (const [word] of plain.matchAll(WORD)) yield cut(word);
}

const PAIRED = /\p{Cs}|[\u{10000}-\u{10ffff}]/u;

/** What a word is found by: every beginning from three characters on, itself when it is shorter. */
export const prefixesOf = (word: string): string[] => {
  const characters: string | readonly string[] = PAIRED.test(word) ? [...word] : word;
  if (characters.length <= SHORTEST_PREFIX) return [word];
  return Array.from({ length: characters.length - SHORTEST_PREFIX + 1 }, (_, index) => {
    const prefix = characters.slice(0, SHORTEST_PREFIX + index);
    return typeof prefix === 'string' ? prefix : prefix.join('');
  });
};

/** The first distinct words of some texts, together at most `most`. */
export const distinctWords = (texts: Iterable<string>, most: number): Set<string> => {
  const words = new Set<string>();
  for (const text of texts)
    for (const word of wordsOf(text)) {
      if (words.size >= most) return words;
      words.add(word);
    }
  return words;
};
