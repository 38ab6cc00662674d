import { Button, Field, Input, Spinner, Text } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { FactorChallenge } from '../../contract/account-factors.ts';
import type { CodeChallenge } from '../../contract/sign-in.ts';
import { normaliseEmail } from '../../domain/email.ts';
import { useFormStyles } from './sign-in.styles.ts';

export interface PasswordFormProps {
  /** As typed; kept by the caller, so that it is still there after a code that failed. */
  readonly email: string;
  readonly onEmail: (email: string) => void;
  /** A new try begins: what an earlier one said is no longer true. */
  readonly onTry: () => void;
  readonly onChallenge: (challenge: CodeChallenge | FactorChallenge) => void;
}

/** E-mail and password; a code by SMS follows, or what else the account has. */
export function PasswordForm({ email, onEmail, onTry, onChallenge }: PasswordFormProps) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const { element: emailField, set: setEmailField } = useElement<HTMLInputElement>();
  const { element: passwordField, set: setPasswordField } = useElement<HTMLInputElement>();
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => api.call(routes.signInWithPassword, { body }),
    onSuccess: onChallenge,
    onError: () => passwordField.current?.select(),
  });
  const address = normaliseEmail(email);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!address) return emailField.current?.focus();
    if (!password) return passwordField.current?.focus();
    onTry();
    signIn.mutate({ email: address, password });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {signIn.error ? <ProblemMessage text={textOf(problemType(signIn.error))} /> : null}
      <Field
        label={t('staff.signIn.email')}
        validationMessage={checked && !address ? t('staff.signIn.emailMissing') : null}
      >
        <Input
          ref={setEmailField}
          type="email"
          autoComplete="username"
          size="large"
          value={email}
          onChange={(_event, data) => onEmail(data.value)}
        />
      </Field>
      <Field
        label={t('staff.signIn.password')}
        validationMessage={checked && !password ? t('staff.signIn.passwordMissing') : null}
      >
        <Input
          ref={setPasswordField}
          type="password"
          autoComplete="current-password"
          size="large"
          value={password}
          onChange={(_event, data) => setPassword(data.value)}
        />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        size="large"
        disabledFocusable={signIn.isPending}
        icon={signIn.isPending ? <Spinner size="tiny" /> : null}
      >
        {t('staff.signIn.submit')}
      </Button>
      <Text size={200}>{t('staff.signIn.forgotten')}</Text>
    </form>
  );
}
