import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { cases } from '../../i18n/locales/sv/cases.ts';

/** The namespace of the words that come with cases. */
export const CASES = 'cases';

const wordsOf = (module: { readonly cases: Dictionary<typeof cases> }) => module.cases;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof cases>>>> = {
  sv: () => import(/* webpackChunkName: "words-cases-sv" */ '../../i18n/locales/sv/cases.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-cases-en" */ '../../i18n/locales/en/cases.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-cases-fi" */ '../../i18n/locales/fi/cases.ts').then(wordsOf),
};

/** Shows something of cases once its words are there. */
export function CaseWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={CASES} loaders={loaders}>
      {children}
    </PageWords>
  );
}
