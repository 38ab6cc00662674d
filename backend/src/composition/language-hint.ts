const HINT = /<link [^>]*data-language="(\w+)"[^>]*>/g;
/** What a page chooses when the browser asks for no language of ours. */
const FALLBACK = 'sv';

/**
 * The page with one of its hints to fetch a language's words, so that they come beside its scripts and not after them: the first
 * language of `acceptLanguage` that it has, as the page itself chooses when nothing was chosen before.
 */
export const withOneHint = (page: string, acceptLanguage = ''): string => {
  const offered = [...page.matchAll(HINT)].map(([, language]) => language);
  // Browsers write the strongest wish first.
  const wishes = acceptLanguage.split(',').map((wish) => wish.trim().toLowerCase().split(/[-;]/)[0]);
  const chosen = wishes.find((wish) => offered.includes(wish)) ?? FALLBACK;
  return page.replaceAll(HINT, (hint, language) => (language === chosen ? hint : ''));
};
