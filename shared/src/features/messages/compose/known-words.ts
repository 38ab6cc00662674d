import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { known as en } from '../../../i18n/locales/en/known.ts';
import { known as fi } from '../../../i18n/locales/fi/known.ts';
import { known as sv } from '../../../i18n/locales/sv/known.ts';

/** The namespace of the words about what a mailbox knows of recipients. */
const KNOWN = 'known';
const WORDS = Object.entries({ sv, en, fi });

/** Words about contacts, groups and what is remembered; all languages come with the code that shows them. */
export function useKnownWords(): TFunction<typeof KNOWN> {
  const { i18n } = useTranslation();
  for (const [language, words] of WORDS) {
    if (!i18n.hasResourceBundle(language, KNOWN)) i18n.addResourceBundle(language, KNOWN, words);
  }
  return useTranslation(KNOWN).t;
}
