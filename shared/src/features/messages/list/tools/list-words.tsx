import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dictionary } from '../../../../i18n/dictionary.ts';
import { chooseLanguage, type Language } from '../../../../i18n/languages.ts';
import type { listTools } from '../../../../i18n/locales/sv/list-tools.ts';

/** The namespace of the words that come with these tools. */
export const LIST_TOOLS = 'listTools';

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<{ listTools: Dictionary<typeof listTools> }>>> = {
  sv: () => import(/* webpackChunkName: "words-list-sv" */ '../../../../i18n/locales/sv/list-tools.ts'),
  en: () => import(/* webpackChunkName: "words-list-en" */ '../../../../i18n/locales/en/list-tools.ts'),
  fi: () => import(/* webpackChunkName: "words-list-fi" */ '../../../../i18n/locales/fi/list-tools.ts'),
};

/** Shows the tools once their words are there, in the language that is shown; `fallback` until then, and when they cannot be had. */
export function ListWords({ children, fallback }: { readonly children: ReactNode; readonly fallback: ReactNode }) {
  const { i18n } = useTranslation();
  const language = chooseLanguage([i18n.language]);
  const [, setLoaded] = useState<Language>();
  const isThere = i18n.hasResourceBundle(language, LIST_TOOLS);
  useEffect(() => {
    if (isThere) return;
    loaders[language]()
      .catch(loaders[language])
      .then(
        (words) => {
          i18n.addResourceBundle(language, LIST_TOOLS, words.listTools);
          setLoaded(language);
        },
        () => undefined,
      );
  }, [i18n, language, isThere]);
  return isThere ? children : fallback;
}
