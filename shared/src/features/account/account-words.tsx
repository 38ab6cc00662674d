import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { account } from '../../i18n/locales/sv/account.ts';

/** The namespace of the words that come with this page. */
export const ACCOUNT = 'account';

const wordsOf = (module: { readonly account: Dictionary<typeof account> }) => module.account;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof account>>>> = {
  sv: () => import(/* webpackChunkName: "words-account-sv" */ '../../i18n/locales/sv/account.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-account-en" */ '../../i18n/locales/en/account.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-account-fi" */ '../../i18n/locales/fi/account.ts').then(wordsOf),
};

interface AccountWordsProps {
  /** Lines that stand for what is shown until they are there. */
  readonly lines?: number;
  readonly children: ReactNode;
}

/** Shows Mitt konto, or a part of it, once its words are there. */
export function AccountWords({ lines = 6, children }: AccountWordsProps) {
  return (
    <PageWords namespace={ACCOUNT} loaders={loaders} lines={lines}>
      {children}
    </PageWords>
  );
}
