import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElement } from '../../components/use-element.ts';
import { useFormStyles } from './sign-in.styles.ts';

export interface CodeFieldProps {
  readonly label: string;
  readonly missing: string;
  /** What of the typed text counts. */
  readonly clean: (typed: string) => string;
  readonly length: number;
  readonly numeric: boolean;
  readonly pending: boolean;
  /** The last code was refused: it is selected, so that the next replaces it. */
  readonly refused: boolean;
  readonly onCode: (code: string) => void;
}

/** A code that is sent off as soon as it is whole. */
export function CodeField({ label, missing, clean, length, numeric, pending, refused, onCode }: CodeFieldProps) {
  const styles = useFormStyles();
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState(false);
  const { element: field, set: setField } = useElement<HTMLInputElement>();
  useEffect(() => field.current?.focus(), [field]);
  useEffect(() => {
    if (refused) field.current?.select();
  }, [refused, field]);

  const send = (code: string) => {
    setChecked(true);
    if (code.length !== length) return field.current?.focus();
    if (!pending) onCode(code);
  };
  const change = (text: string) => {
    const before = clean(typed);
    const code = clean(text);
    setTyped(numeric ? code.slice(0, length) : text.slice(0, 2 * length));
    setChecked(false);
    if (code.length === length && code !== before) send(code);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(clean(typed));
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field label={label} validationMessage={checked && clean(typed).length !== length ? missing : null}>
        <Input
          ref={setField}
          inputMode={numeric ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          autoCapitalize={numeric ? 'none' : 'characters'}
          spellCheck={false}
          size="large"
          value={typed}
          onChange={(_event, data) => change(data.value)}
        />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        size="large"
        disabledFocusable={pending}
        icon={pending ? <Spinner size="tiny" /> : null}
      >
        {t('common.actions.continue')}
      </Button>
    </form>
  );
}
