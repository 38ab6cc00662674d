import { useRef, useState } from 'react';
import { focusLater } from '../../components/focus-later.ts';
import { NumberField, type NumberRange, parseNumber } from './number-field.tsx';

/** Some numbers of a form, each with its range. What is none of its range is refused when the form is saved, and gets the focus. */
export function useNumbers<Name extends string>(names: readonly Name[], ranges: Readonly<Record<Name, NumberRange>>) {
  const parts = useRef<HTMLDivElement>(null);
  const [refused, setRefused] = useState<readonly Name[]>([]);
  return {
    names,
    ranges,
    refused,
    /** For the element that holds the fields. */
    parts,
    accept: (name: Name) => setRefused((before) => before.filter((other) => other !== name)),
    /** Whether all of them may be saved. */
    check: (texts: Readonly<Record<Name, string>>): boolean => {
      const wrong = names.filter((name) => parseNumber(texts[name], ranges[name]) === undefined);
      setRefused(wrong);
      if (wrong.length === 0) return true;
      focusLater(() => parts.current?.querySelector<HTMLElement>(`[name=${wrong[0]}]`));
      return false;
    },
  };
}

interface NumberFieldsProps<Name extends string> {
  readonly numbers: ReturnType<typeof useNumbers<Name>>;
  readonly texts: Readonly<Record<Name, string>>;
  readonly labelOf: (name: Name) => string;
  readonly onText: (name: Name, text: string) => void;
}

/** The fields of some numbers, one below the other. */
export function NumberFields<Name extends string>({ numbers, texts, labelOf, onText }: NumberFieldsProps<Name>) {
  const { names, ranges, refused, accept } = numbers;
  return names.map((name) => (
    <NumberField
      key={name}
      name={name}
      label={labelOf(name)}
      range={ranges[name]}
      text={texts[name]}
      refused={refused.includes(name)}
      onText={(text) => {
        onText(name, text);
        accept(name);
      }}
    />
  ));
}
