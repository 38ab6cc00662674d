import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { useState } from 'react';

/** Who is meant: what was typed, and the address of the colleague that was chosen; empty while none is. */
export interface Colleague {
  readonly text: string;
  readonly address: string;
}

/** Nobody yet. */
export const NO_COLLEAGUE: Colleague = { text: '', address: '' };

/** The address that is meant. */
export const addressOf = ({ text, address }: Colleague): string => address || text.trim();

const useStyles = makeStyles({ option: { overflowWrap: 'anywhere', minWidth: 0 } });

export interface ColleagueFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Of the button that opens the list. */
  readonly listLabel: string;
  /** What is wrong with what is there. */
  readonly refused: string | null;
  readonly value: Colleague;
  readonly onChange: (value: Colleague) => void;
  /** Those found for what is typed. */
  readonly found: readonly { readonly name: string; readonly address: string }[];
  readonly inputRef?: (element: HTMLInputElement | null) => void;
}

/** A colleague, searched by name or address. */
export function ColleagueField({ value, onChange, found, inputRef, ...words }: ColleagueFieldProps) {
  const { label, hint, listLabel, refused } = words;
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <Field label={label} hint={hint} validationMessage={refused}>
      <Combobox
        {...(inputRef ? { ref: inputRef } : {})}
        freeform
        inlinePopup
        // The first one would be scrolled to before the list has its place, and the page away with it.
        disableAutoFocus
        expandIcon={{ 'aria-label': listLabel }}
        open={open && found.length > 0}
        onOpenChange={(_event, data) => setOpen(data.open)}
        value={value.text}
        selectedOptions={value.address ? [value.address] : []}
        onInput={(event) => onChange({ text: event.currentTarget.value, address: '' })}
        // Also told of without a value, when what is typed is the chosen one no more.
        onOptionSelect={(_event, { optionText = '', optionValue }) =>
          optionValue ? onChange({ text: optionText, address: optionValue }) : undefined
        }
      >
        {found.map(({ name, address }) => (
          <Option key={address} className={styles.option} value={address} text={name}>
            {`${name} (${address})`}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
