import { Button, Field, Input, Spinner, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { type ClientProblemType, isProblem, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { CodeChallenge, SessionView } from '../../contract/sign-in.ts';
import { LIMITS } from '../../domain/limits.ts';
import { useFormStyles } from './sign-in.styles.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

export interface CodeFormProps {
  readonly challenge: CodeChallenge;
  readonly onChallenge: (challenge: CodeChallenge) => void;
  readonly onSignedIn: (session: SessionView) => void;
  /** Back to e-mail and password, with the problem that made it needed. */
  readonly onBack: (problem?: ClientProblemType) => void;
}

const { digits } = LIMITS.oneTimeCode;

/** The six digits that came by SMS; sent off as soon as they are whole. */
export function CodeForm({ challenge, onChallenge, onSignedIn, onBack }: CodeFormProps) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [code, setCode] = useState('');
  const [checked, setChecked] = useState(false);
  // One at a time: what the last try said, of the code or of asking for a new one.
  const [problem, setProblem] = useState<ClientProblemType>();
  const { element: field, set: setField } = useElement<HTMLInputElement>();
  const verify = useMutation({
    mutationFn: (typed: string) =>
      api.call(routes.verifySignInCode, { body: { challengeId: challenge.challengeId, code: typed } }),
    onMutate: () => setProblem(undefined),
    onSuccess: onSignedIn,
    // Also a code that is too old or was wrong too often stays here, where a new one can be had.
    onError: (error) => {
      setProblem(problemType(error));
      field.current?.select();
    },
  });

  useEffect(() => field.current?.focus(), [field]);

  const check = (typed: string) => {
    setChecked(true);
    if (typed.length !== digits) return field.current?.focus();
    if (!verify.isPending) verify.mutate(typed);
  };
  const change = (typed: string) => {
    const next = typed.replace(/\D/g, '').slice(0, digits);
    setCode(next);
    setChecked(false);
    if (next.length === digits && next !== code) check(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    check(code);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <PageHeading level={2}>{t('staff.signIn.code.title')}</PageHeading>
      <Text>{t('staff.signIn.code.sent', { phone: challenge.maskedPhone })}</Text>
      {problem ? <ProblemMessage text={textOf(problem)} /> : null}
      <Field
        label={t('staff.signIn.code.label')}
        validationMessage={checked && code.length !== digits ? t('staff.signIn.code.missing') : null}
      >
        <Input
          ref={setField}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="large"
          value={code}
          onChange={(_event, data) => change(data.value)}
        />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        size="large"
        disabledFocusable={verify.isPending}
        icon={verify.isPending ? <Spinner size="tiny" /> : null}
      >
        {t('common.actions.continue')}
      </Button>
      <Resend
        challenge={challenge}
        onChallenge={(next) => {
          setCode('');
          setChecked(false);
          onChallenge(next);
          field.current?.focus();
        }}
        onProblem={setProblem}
        onBack={onBack}
      />
    </form>
  );
}

interface ResendProps extends Omit<CodeFormProps, 'onSignedIn'> {
  readonly onProblem: (problem: ClientProblemType | undefined) => void;
}

function Resend({ challenge, onChallenge, onProblem, onBack }: ResendProps) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation();
  const announce = useAnnounce();
  const seconds = useSecondsUntil(challenge.resendAt);
  const resend = useMutation({
    mutationFn: () => api.call(routes.resendSignInCode, { body: { challengeId: challenge.challengeId } }),
    onMutate: () => onProblem(undefined),
    onSuccess: (next) => {
      onChallenge(next);
      announce(t('staff.signIn.code.resent'));
    },
    onError: (error) => {
      // The whole attempt is over: only the password begins a new one.
      if (isProblem(error, 'code-expired')) return onBack(error.type);
      onProblem(problemType(error));
    },
  });
  return (
    <div className={styles.row}>
      {seconds > 0 ? (
        <Text size={200}>{t('staff.signIn.code.resendWait', { count: seconds })}</Text>
      ) : (
        <Button appearance="transparent" onClick={() => resend.mutate()} disabledFocusable={resend.isPending}>
          {t('staff.signIn.code.resend')}
        </Button>
      )}
      <Button appearance="transparent" onClick={() => onBack()}>
        {t('staff.signIn.code.other')}
      </Button>
    </div>
  );
}
