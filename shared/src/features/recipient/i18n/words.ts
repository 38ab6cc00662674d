import { createContext, useContext } from 'react';
import type { Dictionary } from '../../../i18n/dictionary.ts';
import type { Language } from '../../../i18n/languages.ts';
import type { recipient as source } from '../../../i18n/locales/sv/recipient.ts';

/** Every text of the recipient's page in one language. */
export type Words = Dictionary<typeof source>;

const LOADERS: Readonly<Record<Language, () => Promise<{ readonly recipient: Words }>>> = {
  sv: () => import('../../../i18n/locales/sv/recipient.ts'),
  en: () => import('../../../i18n/locales/en/recipient.ts'),
  fi: () => import('../../../i18n/locales/fi/recipient.ts'),
};

/** Fetches the words of one language; the others are never downloaded. Rejects when the network is gone. */
export async function loadWords(language: Language): Promise<Words> {
  return (await LOADERS[language]()).recipient;
}

/** Puts values where a text says `{{name}}`. A name without a value stays visible: a defect that a test finds. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The form of a counted text that the language wants; ours know one and other (Unicode CLDR). */
export function counted(
  language: Language,
  forms: { readonly one: string; readonly other: string },
  count: number,
): string {
  const form = new Intl.PluralRules(language).select(count) === 'one' ? forms.one : forms.other;
  return fill(form, { count: new Intl.NumberFormat(language).format(count) });
}

/** The chosen language and its words. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** Changes the language and remembers it in this browser. */
  choose(language: Language): void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
export const SpeechProvider = SpeechContext.Provider;

/** Language and words of this page. Throws outside a SpeechProvider: a programmer's mistake. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('useSpeech needs a SpeechProvider above it');
  return speech;
}
