import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ORGANISATION } from './organisation-words.tsx';

/** From where to where a number goes. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  /** May be left empty, for no limit. */
  readonly optional?: true;
}

/** The number that a text says: null for none where that is allowed, undefined when it is none of the range. */
export const parseNumber = (text: string, { least, most, optional }: NumberRange): number | null | undefined => {
  const trimmed = text.trim();
  if (trimmed === '' && optional) return null;
  const number = /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : -1;
  return number >= least && number <= most ? number : undefined;
};

/** A number as text; no limit is no text. */
export const numberText = (number: number | null): string => (number === null ? '' : String(number));

export interface NumberFieldProps {
  readonly label: string;
  readonly range: NumberRange;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Saving was tried with what is no number of the range. */
  readonly refused: boolean;
  /** Names the field in its form: what is refused gets the focus. */
  readonly name: string;
}

/** A whole number within a range, with the range below it. */
export function NumberField({ label, range, text, onText, refused, name }: NumberFieldProps) {
  const { t } = useTranslation(ORGANISATION);
  const { least, most, optional } = range;
  return (
    <Field
      label={label}
      hint={t(optional ? 'rules.rangeOrNone' : 'rules.range', { least, most })}
      validationMessage={refused ? t('rules.wrong', { least, most }) : null}
    >
      <Input
        name={name}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        onChange={(_event, data) => onText(data.value)}
      />
    </Field>
  );
}
