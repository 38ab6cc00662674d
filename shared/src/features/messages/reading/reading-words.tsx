import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import { chooseLanguage, type Language } from '../../../i18n/languages.ts';
import type { reading } from '../../../i18n/locales/sv/reading.ts';

/** The namespace of the words that come with an open message. */
export const READING = 'reading';

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<{ reading: Dictionary<typeof reading> }>>> = {
  sv: () => import(/* webpackChunkName: "words-reading-sv" */ '../../../i18n/locales/sv/reading.ts'),
  en: () => import(/* webpackChunkName: "words-reading-en" */ '../../../i18n/locales/en/reading.ts'),
  fi: () => import(/* webpackChunkName: "words-reading-fi" */ '../../../i18n/locales/fi/reading.ts'),
};

export interface ReadingWordsProps {
  /** Stands until the words are there. */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

/** Shows something of an open message once its words are there; without them (no network) the message is read without it. */
export function ReadingWords({ fallback = null, children }: ReadingWordsProps) {
  const { i18n } = useTranslation();
  const language = chooseLanguage([i18n.language]);
  const [, setLoaded] = useState<Language>();
  const isThere = i18n.hasResourceBundle(language, READING);
  useEffect(() => {
    if (isThere) return;
    loaders[language]()
      .catch(loaders[language])
      .then(
        (words) => {
          i18n.addResourceBundle(language, READING, words.reading);
          setLoaded(language);
        },
        () => undefined,
      );
  }, [i18n, language, isThere]);
  return isThere ? children : fallback;
}
