import type { ReactNode } from 'react';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import type { factors } from '../i18n/locales/sv/factors.ts';
import { PageWords } from './page-words.tsx';

/** The namespace of the words of second factors, sessions and one's data. */
export const FACTORS = 'factors';

const wordsOf = (module: { readonly factors: Dictionary<typeof factors> }) => module.factors;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof factors>>>> = {
  sv: () => import(/* webpackChunkName: "words-factors-sv" */ '../i18n/locales/sv/factors.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-factors-en" */ '../i18n/locales/en/factors.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-factors-fi" */ '../i18n/locales/fi/factors.ts').then(wordsOf),
};

/** Shows what needs these words once they are there. */
export function FactorWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={FACTORS} loaders={loaders}>
      {children}
    </PageWords>
  );
}
