import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ORGANISATION } from './organisation-words.tsx';

/** The number of days that a text says, or undefined when it says none from 0 to `most`. */
export const parseDays = (text: string, most: number): number | undefined => {
  const trimmed = text.trim();
  return /^\d{1,6}$/.test(trimmed) && Number(trimmed) <= most ? Number(trimmed) : undefined;
};

export interface DaysFieldProps {
  readonly label: string;
  /** Whose days they are: in the name of the field, since several on a page are labelled alike. */
  readonly of?: string;
  readonly most: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Saving was tried with what is no number of days. */
  readonly refused: boolean;
  readonly inputRef?: (element: HTMLInputElement | null) => void;
}

/** A number of days, 0 = off. */
export function DaysField({ label, of, most, text, onText, refused, inputRef }: DaysFieldProps) {
  const { t } = useTranslation(ORGANISATION);
  return (
    <Field label={label} hint={t('days.hint', { most })} validationMessage={refused ? t('days.wrong', { most }) : null}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        {...(of ? { 'aria-label': `${label}, ${of}` } : {})}
        value={text}
        onChange={(_event, data) => onText(data.value)}
        {...(inputRef ? { ref: inputRef } : {})}
      />
    </Field>
  );
}
