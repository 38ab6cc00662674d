import type { ReactNode } from 'react';
import { PageWords } from '../../components/page-words.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { Language } from '../../i18n/languages.ts';
import type { invitation } from '../../i18n/locales/sv/invitation.ts';

/** The namespace of the words that come with this page. */
export const INVITATION = 'invitation';

const wordsOf = (module: { readonly invitation: Dictionary<typeof invitation> }) => module.invitation;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof invitation>>>> = {
  sv: () => import(/* webpackChunkName: "words-invitation-sv" */ '../../i18n/locales/sv/invitation.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-invitation-en" */ '../../i18n/locales/en/invitation.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-invitation-fi" */ '../../i18n/locales/fi/invitation.ts').then(wordsOf),
};

/** Shows an invitation once its words are there. */
export function InvitationWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={INVITATION} loaders={loaders}>
      {children}
    </PageWords>
  );
}
