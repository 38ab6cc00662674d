import { Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useId } from 'react';
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

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  hint: { color: tokens.colorNeutralForeground2 },
});

/** An organisation's own words, a field for each language. */
export function OwnWordsFields({ words, onWords, label, hint, most }: OwnWordsFieldsProps) {
  const styles = useStyles();
  const hintId = useId();
  return (
    <div className={styles.root}>
      {LANGUAGES.map((language) => (
        <Field key={language} label={label(LANGUAGE_NAMES[language])}>
          <Textarea
            lang={language}
            resize="vertical"
            rows={2}
            maxLength={most}
            aria-describedby={hintId}
            value={words[language]}
            onChange={(_event, data) => onWords({ ...words, [language]: data.value })}
          />
        </Field>
      ))}
      <Text id={hintId} size={200} className={styles.hint}>
        {hint}
      </Text>
    </div>
  );
}
