import type { ReactNode } from 'react';
import { PageWords } from '../../../components/page-words.tsx';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import type { Language } from '../../../i18n/languages.ts';
import type { accounts } from '../../../i18n/locales/sv/accounts.ts';

/** The namespace of the words that come with these pages. */
export const ACCOUNTS = 'accounts';

const wordsOf = (module: { readonly accounts: Dictionary<typeof accounts> }) => module.accounts;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof accounts>>>> = {
  sv: () => import(/* webpackChunkName: "words-accounts-sv" */ '../../../i18n/locales/sv/accounts.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-accounts-en" */ '../../../i18n/locales/en/accounts.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-accounts-fi" */ '../../../i18n/locales/fi/accounts.ts').then(wordsOf),
};

/** Shows accounts, domains or the directory once their words are there. */
export function AccountsWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={ACCOUNTS} loaders={loaders}>
      {children}
    </PageWords>
  );
}
