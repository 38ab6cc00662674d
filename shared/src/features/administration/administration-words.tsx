import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { administration } from '../../i18n/locales/sv/administration.ts';

/** The namespace of the words that come with these pages. */
export const ADMINISTRATION = 'administration';

type Words = Dictionary<typeof administration>;
const wordsOf = (module: { readonly administration: Words }) => module.administration;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  sv: () =>
    import(/* webpackChunkName: "words-administration-sv" */ '../../i18n/locales/sv/administration.ts').then(wordsOf),
  en: () =>
    import(/* webpackChunkName: "words-administration-en" */ '../../i18n/locales/en/administration.ts').then(wordsOf),
  fi: () =>
    import(/* webpackChunkName: "words-administration-fi" */ '../../i18n/locales/fi/administration.ts').then(wordsOf),
};

/** Shows pages of the installation's administration once their words are there. */
export function AdministrationWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={ADMINISTRATION} loaders={loaders}>
      {children}
    </PageWords>
  );
}
