import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
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

/**
 * Shows the page once its words are there. When the language changes, it stays in the one before until the new words have come:
 * nothing that has been typed is thrown away. Throws (to the error boundary) when the first words cannot be loaded.
 */
export function AccountWords({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const wanted = chooseLanguage([i18n.language]);
  const [shown, setShown] = useState(() => (i18n.hasResourceBundle(wanted, ACCOUNT) ? wanted : undefined));
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  useEffect(() => {
    let current = true;
    const load = async () => {
      if (!i18n.hasResourceBundle(wanted, ACCOUNT)) {
        const words = await loaders[wanted]().catch(loaders[wanted]);
        i18n.addResourceBundle(wanted, ACCOUNT, words.account);
      }
      if (current) setShown(wanted);
    };
    load().catch((error: unknown) => setFailure({ error }));
    return () => {
      current = false;
    };
  }, [i18n, wanted]);
  const instance = useMemo(() => shown && i18n.cloneInstance({ lng: shown }), [i18n, shown]);
  if (!instance && failure) throw failure.error;
  if (!instance) return <Loading lines={6} />;
  return <I18nextProvider i18n={instance}>{children}</I18nextProvider>;
}
