import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { contacts } from '../../i18n/locales/sv/contacts.ts';

/** The namespace of the words that come with this page. */
export const CONTACTS = 'contacts';

const wordsOf = (module: { readonly contacts: Dictionary<typeof contacts> }) => module.contacts;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof contacts>>>> = {
  sv: () => import(/* webpackChunkName: "words-contacts-sv" */ '../../i18n/locales/sv/contacts.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-contacts-en" */ '../../i18n/locales/en/contacts.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-contacts-fi" */ '../../i18n/locales/fi/contacts.ts').then(wordsOf),
};

/** Shows the address book once its words are there. */
export function ContactsWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={CONTACTS} loaders={loaders}>
      {children}
    </PageWords>
  );
}
