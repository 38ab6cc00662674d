import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { PageWords } from '../../../components/page-words.tsx';
import { useFormat } from '../../../components/use-format.ts';
import type { LogEntry } from '../../../contract/log.ts';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import type { Language } from '../../../i18n/languages.ts';
import type { log } from '../../../i18n/locales/sv/log.ts';

/** The namespace of the words that come with the log. */
export const LOG = 'log';

const wordsOf = (module: { readonly log: Dictionary<typeof log> }) => module.log;

// Written out, so that the build makes one chunk per language.
const loaders: Readonly<Record<Language, () => Promise<Dictionary<typeof log>>>> = {
  sv: () => import(/* webpackChunkName: "words-log-sv" */ '../../../i18n/locales/sv/log.ts').then(wordsOf),
  en: () => import(/* webpackChunkName: "words-log-en" */ '../../../i18n/locales/en/log.ts').then(wordsOf),
  fi: () => import(/* webpackChunkName: "words-log-fi" */ '../../../i18n/locales/fi/log.ts').then(wordsOf),
};

/** Shows the log once its words are there. */
export function LogWords({ children }: { readonly children: ReactNode }) {
  return (
    <PageWords namespace={LOG} loaders={loaders}>
      {children}
    </PageWords>
  );
}

/** The word for a name that the log uses (`actions.message.sent`, `facts.reason`), or the name itself when it is new to us. */
function useWord(): (path: string, name: string) => string {
  const { i18n } = useTranslation(LOG);
  const { language } = useFormat();
  return useCallback(
    (path, name) => {
      const word: unknown = i18n.getResource(language, LOG, `${path}.${name}`);
      return typeof word === 'string' ? word : name;
    },
    [i18n, language],
  );
}

/** What an entry says, in words. */
export function useLogText() {
  const word = useWord();
  const party = ({ kind, name }: LogEntry['actor'], known: 'who' | 'target') => name ?? word(known, kind);
  return {
    action: (action: string) => word('actions', action),
    who: ({ actor }: LogEntry) => party(actor, 'who'),
    about: ({ target }: LogEntry) => (target ? party(target, 'target') : undefined),
    fact: (name: string) => word('facts', name),
  };
}
