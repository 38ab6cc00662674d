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

/** The word for a name that the log uses (`actions.message.sent`, `facts.reason`), if there is one. */
export function useWord(): (path: string, name: string) => string | undefined {
  const { i18n } = useTranslation(LOG);
  const { language } = useFormat();
  return useCallback(
    (path, name) => {
      const word: unknown = i18n.getResource(language, LOG, `${path}.${name}`);
      return typeof word === 'string' ? word : undefined;
    },
    [i18n, language],
  );
}

/** Facts that name people and places, in the order in which they are said: who, then where. */
const PEOPLE = ['account', 'delegate', 'giver', 'to'] as const;
const PLACES = ['mailbox', 'inMailbox', 'organisation'] as const;
/** What things are called that no table names, or no longer. */
const CALLED = ['emailBefore', 'name', 'email', 'domain'] as const;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** What an entry says, in words; what we have no word for stands as the log has it. */
export function useLogText() {
  const word = useWord();
  const party = ({ kind, name }: LogEntry['actor'], known: 'who' | 'target') => name ?? word(known, kind) ?? kind;
  const fact = (name: string) => word('facts', name) ?? name;
  const setting = ({ setting: name, level }: LogEntry['facts']): string | undefined => {
    const called = textOf(name) && fact(String(name));
    return called && level !== undefined ? `${called} LoA${level}` : called;
  };
  return {
    action: (action: string) => word('actions', action) ?? action,
    who: ({ actor }: LogEntry) => party(actor, 'who'),
    about: ({ target }: LogEntry) => (target ? party(target, 'target') : undefined),
    fact,
    /** To whom or what it was done, by name: “Kalle Andersson, Socialtjänsten”. Empty where nothing has a name, or where people did it to themselves. */
    object: ({ actor, target, facts, names }: LogEntry): string => {
      const named = (keys: readonly string[]) => keys.map((key) => names[textOf(facts[key]) ?? '']);
      const itself = target?.id === actor.id ? undefined : target?.name;
      const called = itself ?? CALLED.map((key) => textOf(facts[key])).find(Boolean);
      const said = [...named(PEOPLE), called, setting(facts), ...named(PLACES)];
      return [...new Set(said.filter((text) => text !== undefined && text !== ''))].join(', ');
    },
  };
}
