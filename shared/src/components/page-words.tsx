import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '../i18n/languages.ts';
import { Loading } from './loading.tsx';

/** Words of one namespace, fetched when they are needed. */
export type WordLoaders = Readonly<Record<Language, () => Promise<object>>>;

export interface PageWordsProps {
  readonly namespace: string;
  readonly loaders: WordLoaders;
  /** Lines that stand for it meanwhile. */
  readonly lines?: number;
  readonly children: ReactNode;
}

/**
 * Shows a page once its words are there. When the language changes, it stays in the one before until the new words have come:
 * nothing that has been typed is thrown away. Throws (to the error boundary) when the first words cannot be loaded.
 */
export function PageWords({ namespace, loaders, lines = 6, children }: PageWordsProps) {
  const { i18n } = useTranslation();
  const wanted = chooseLanguage([i18n.language]);
  const [shown, setShown] = useState(() => (i18n.hasResourceBundle(wanted, namespace) ? wanted : undefined));
  const [failure, setFailure] = useState<{ readonly error: unknown }>();
  useEffect(() => {
    let current = true;
    const load = async () => {
      if (!i18n.hasResourceBundle(wanted, namespace)) {
        i18n.addResourceBundle(wanted, namespace, await loaders[wanted]().catch(loaders[wanted]));
      }
      if (current) setShown(wanted);
    };
    load().catch((error: unknown) => setFailure({ error }));
    return () => {
      current = false;
    };
  }, [i18n, wanted, namespace, loaders]);
  const instance = useMemo(() => shown && i18n.cloneInstance({ lng: shown }), [i18n, shown]);
  if (!instance && failure) throw failure.error;
  if (!instance) return <Loading lines={lines} />;
  return <I18nextProvider i18n={instance}>{children}</I18nextProvider>;
}
