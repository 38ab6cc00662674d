/** Stands in every message. */
export const COMMON_WORD = 'begäran';
/** Stands in as many messages as RARELY says, from the oldest to the newest. */
export const RARE_WORD = 'vitsippebacke';
export const RARELY = 7;

const SYLLABLES = ['ka', 're', 'mi', 'to', 'lu', 'sä', 'vö', 'nå', 'bro', 'ste', 'fri', 'gul'];
const VOCABULARY = SYLLABLES.flatMap((one) => SYLLABLES.flatMap((two) => SYLLABLES.map((three) => one + two + three)));
const WORDS = 40;

/** A text whose words are as unevenly frequent as those of a language. */
export const someText = (): string =>
  Array.from({ length: WORDS }, () => VOCABULARY[Math.floor(VOCABULARY.length ** Math.random())] ?? '').join(' ');

export const isRare = (index: number, count: number): boolean =>
  index % Math.floor(count / RARELY) === 0 && index < Math.floor(count / RARELY) * RARELY;
