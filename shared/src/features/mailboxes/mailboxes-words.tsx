import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { mailboxes } from '../../i18n/locales/sv/mailboxes.ts';

/** The namespace of the words that come with these pages. */
export const MAILBOXES = 'mailboxes';

const wordsOf = (module: { readonly mailboxes: Dictionary<typeof mailboxes> }) => module.mailboxes;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof mailboxes>>>> = {
  sv: () => import(/* webpackChunkName: "words-mailboxes-sv" */ '../../i18n/locales/sv/mailboxes.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-mailboxes-en" */ '../../i18n/locales/en/mailboxes.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-mailboxes-fi" */ '../../i18n/locales/fi/mailboxes.ts').then(wordsOf),
};

/** Shows the pages of function mailboxes once their words are there. */
export function MailboxesWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={MAILBOXES} loaders={loaders}>
      {children}
    </PageWords>
  );
}
