import { useCallback, useEffect, useState } from 'react';

/** So long a person pauses before it is searched. Milliseconds. */
const PAUSE_MS = 300;
/** From so many letters on the beginning of a word is enough. */
export const PREFIX_LETTERS = 3;

const isLong = (word: string) => [...word].length >= PREFIX_LETTERS;

/** The words to search for while somebody types: the last one counts when it is long enough, or when she has gone on after it. */
export function wordsWhileTyping(typed: string): string {
  const words = typed.split(/\s+/u).filter(Boolean);
  const last = words.at(-1) ?? '';
  const isDone = /\s$/u.test(typed);
  return (isDone || isLong(last) ? words : words.slice(0, -1)).join(' ');
}

export interface SearchWords {
  readonly typed: string;
  /** What is searched for now. */
  readonly words: string;
  /** What is typed is too short to be searched for as it is. */
  readonly short: boolean;
  readonly type: (text: string) => void;
  /** Searches at once, for short words too. */
  readonly searchNow: () => void;
}

/** Words on their way from one folder's search into another's. */
const carried = { words: '' };

/** The next folder that is shown is searched for these words. */
export const carryWords = (words: string): void => {
  carried.words = words;
};

/** What is typed into the search field, and after a pause what is searched for. Kept nowhere: it may be a name or a number. */
export function useSearchWords(): SearchWords {
  const [typed, setTyped] = useState(() => carried.words);
  const [paused, setPaused] = useState(() => carried.words);
  const [asked, setAsked] = useState(typed);
  useEffect(() => carryWords(''), []);
  useEffect(() => {
    if (typed === '') return setPaused('');
    const timer = setTimeout(() => setPaused(wordsWhileTyping(typed)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const searchNow = useCallback(() => setAsked(typed), [typed]);
  const words = asked === typed ? typed.split(/\s+/u).filter(Boolean).join(' ') : typed === '' ? '' : paused;
  const short = words === '' && typed.trim() !== '' && wordsWhileTyping(typed) === '';
  return { typed, words, short, type: setTyped, searchNow };
}
