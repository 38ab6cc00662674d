import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../components/loading.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { chooseLanguage, type Language } from '../../i18n/languages.ts';
import type { account } from '../../i18n/locales/sv/account.ts';

/** The namespace of the words that come with this page. */
export const ACCOUNT = 'account';

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<{ account: Dictionary<typeof account> }>>> = {
  sv: () => import(/* webpackChunkName: "words-account-sv" */ '../../i18n/locales/sv/account.ts'),
  en: () => import(/* webpackChunkName: "words-account-en" */ '../../i18n/locales/en/account.ts'),
  fi: () => import(/* webpackChunkName: "words-account-fi" */ '../../i18n/locales/fi/account.ts'),
};

/** Shows the page once its words are there, in the language that is shown. Throws (to the error boundary) when they cannot be loaded. */
export function AccountWords({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const language = chooseLanguage([i18n.language]);
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  const [, setLoaded] = useState<Language>();
  const isThere = i18n.hasResourceBundle(language, ACCOUNT);
  useEffect(() => {
    if (isThere) return;
    loaders[language]()
      .catch(loaders[language])
      .then(
        (words) => {
          i18n.addResourceBundle(language, ACCOUNT, words.account);
          setLoaded(language);
        },
        (error: unknown) => setFailure({ error }),
      );
  }, [i18n, language, isThere]);
  if (failure) throw failure.error;
  return isThere ? children : <Loading lines={6} />;
}
