import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientProblemType, isProblem, problemType } from '../../api/problem-error.ts';
import { useProblemText } from '../../components/problem-text.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'start' },
  field: { width: '100%' },
});

const LENGTH = 8;
const plain = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

export interface StepUpCodeFormProps {
  /** Throws the server's problem. */
  readonly onCode: (code: string) => Promise<void>;
  readonly onRaised: () => void;
  /** It cannot be tried again here. */
  readonly onFailed: (problem: ClientProblemType) => void;
}

/** The code that a step-up window shows when its line to this frame was cut. */
export function StepUpCodeForm({ onCode, onRaised, onFailed }: StepUpCodeFormProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<string>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A form in a dialog in a form: React passes the event on through its tree.
    event.stopPropagation();
    if (busy) return;
    const code = plain(typed);
    if (code.length !== LENGTH) return setSaid(t('staff.stepUp.code.missing'));
    setBusy(true);
    setSaid(undefined);
    try {
      await onCode(code);
      onRaised();
    } catch (error) {
      if (!isProblem(error, 'code-wrong', 'network')) return onFailed(problemType(error));
      setSaid(textOf(problemType(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        className={styles.field}
        label={t('staff.stepUp.code.label')}
        hint={t('staff.stepUp.code.hint')}
        validationMessage={said ?? null}
      >
        <Input
          value={typed}
          onChange={(_event, data) => setTyped(data.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
        />
      </Field>
      <Button type="submit" disabledFocusable={busy}>
        {t('common.actions.continue')}
      </Button>
    </form>
  );
}
