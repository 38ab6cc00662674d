import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { waiting as en } from '../../../i18n/locales/en/waiting.ts';
import { waiting as fi } from '../../../i18n/locales/fi/waiting.ts';
import { waiting as sv } from '../../../i18n/locales/sv/waiting.ts';

/** The namespace of the words about waiting. */
const WAITING = 'waiting';
const WORDS = Object.entries({ sv, en, fi });

/** The words of messages that wait; all languages come with the code that shows them. */
export function useWaitingWords(): TFunction<typeof WAITING> {
  const { i18n } = useTranslation();
  for (const [language, words] of WORDS) {
    if (!i18n.hasResourceBundle(language, WAITING)) i18n.addResourceBundle(language, WAITING, words);
  }
  return useTranslation(WAITING).t;
}
