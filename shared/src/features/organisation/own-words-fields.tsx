import { Field, Textarea } from '@fluentui/react-components';
import type { OwnWords } from '../../contract/organisation-rules.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../i18n/languages.ts';

/** Words as they are typed, in every language. */
export type TypedWords = Readonly<Record<Language, string>>;

/** Saved words as they are typed. */
export const typedWords = (words: OwnWords): TypedWords => ({
  sv: words?.sv ?? '',
  en: words?.en ?? '',
  fi: words?.fi ?? '',
});

/** Typed words as they are saved: without what is empty, and null when nothing is left. */
export const ownWords = (typed: TypedWords): OwnWords => {
  const filled = LANGUAGES.flatMap((language) => {
    const text = typed[language].trim();
    return text === '' ? [] : [[language, text] as const];
  });
  return filled.length === 0 ? null : Object.fromEntries(filled);
};

export interface OwnWordsFieldsProps {
  readonly words: TypedWords;
  readonly onWords: (words: TypedWords) => void;
  readonly label: (language: string) => string;
  readonly hint: string;
  readonly most: number;
}

/** An organisation's own words, a field for each language. */
export function OwnWordsFields({ words, onWords, label, hint, most }: OwnWordsFieldsProps) {
  return LANGUAGES.map((language) => (
    <Field key={language} label={label(LANGUAGE_NAMES[language])} hint={hint}>
      <Textarea
        lang={language}
        resize="vertical"
        maxLength={most}
        value={words[language]}
        onChange={(_event, data) => onWords({ ...words, [language]: data.value })}
      />
    </Field>
  ));
}
