import { chooseLanguage, type Language } from '@sefos/shared/i18n/languages.ts';

const HINT = /<link [^>]*data-language="(\w+)"[^>]*>/g;

/** The language that a browser asks for, as the page itself will choose when nothing else has been chosen before. */
export const askedLanguage = (acceptLanguage: string | undefined): Language =>
  // Browsers write the strongest wish first.
  chooseLanguage((acceptLanguage ?? '').split(',').map((wish) => wish.trim().split(';')[0]));

/** The page with the hint to fetch one language's words: the words then come beside the scripts, not after them. */
export const withWordsOf = (page: string, language: Language): string =>
  page.replaceAll(HINT, (hint, hinted) => (hinted === language ? hint : ''));
