import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { organisation } from '../../i18n/locales/sv/organisation.ts';

/** The namespace of the words that come with this page. */
export const ORGANISATION = 'organisation';

const wordsOf = (module: { readonly organisation: Dictionary<typeof organisation> }) => module.organisation;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof organisation>>>> = {
  sv: () =>
    import(/* webpackChunkName: "words-organisation-sv" */ '../../i18n/locales/sv/organisation.ts').then(wordsOf),
  en: () =>
    import(/* webpackChunkName: "words-organisation-en" */ '../../i18n/locales/en/organisation.ts').then(wordsOf),
  fi: () =>
    import(/* webpackChunkName: "words-organisation-fi" */ '../../i18n/locales/fi/organisation.ts').then(wordsOf),
};

/** Shows the settings of the organisation once their words are there. */
export function OrganisationWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={ORGANISATION} loaders={loaders}>
      {children}
    </PageWords>
  );
}
