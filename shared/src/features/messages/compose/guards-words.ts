import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { guards as en } from '../../../i18n/locales/en/guards.ts';
import { guards as fi } from '../../../i18n/locales/fi/guards.ts';
import { guards as sv } from '../../../i18n/locales/sv/guards.ts';

/** The namespace of the words that come with the composer. */
const GUARDS = 'guards';
const WORDS = Object.entries({ sv, en, fi });

/** The words of what is pointed out: small, so all languages come with the code, and a warning is never without its words. */
export function useGuardWords(): TFunction<typeof GUARDS> {
  const { i18n } = useTranslation();
  for (const [language, words] of WORDS) {
    if (!i18n.hasResourceBundle(language, GUARDS)) i18n.addResourceBundle(language, GUARDS, words);
  }
  return useTranslation(GUARDS).t;
}
