import type { ReactNode } from 'react';
import { PageWords } from '../../../components/page-words.tsx';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import type { Language } from '../../../i18n/languages.ts';
import type { statistics } from '../../../i18n/locales/sv/statistics.ts';

/** The namespace of the words that come with the statistics. */
export const STATISTICS = 'statistics';

const wordsOf = (module: { readonly statistics: Dictionary<typeof statistics> }) => module.statistics;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof statistics>>>> = {
  sv: () =>
    import(/* webpackChunkName: "words-statistics-sv" */ '../../../i18n/locales/sv/statistics.ts').then(wordsOf),
  en: () =>
    import(/* webpackChunkName: "words-statistics-en" */ '../../../i18n/locales/en/statistics.ts').then(wordsOf),
  fi: () =>
    import(/* webpackChunkName: "words-statistics-fi" */ '../../../i18n/locales/fi/statistics.ts').then(wordsOf),
};

/** Shows the statistics once their words are there. */
export function StatisticsWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={STATISTICS} loaders={loaders}>
      {children}
    </PageWords>
  );
}
