import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { factorRoutes } from '../../api/factor-routes.ts';
import { problemType } from '../../api/problem-error.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import type { FactorChallenge } from '../../contract/account-factors.ts';
import { useFormStyles } from './sign-in.styles.ts';

/** The password of whoever is signed in; a factor follows. */
export function ConfirmPassword({ onChallenge }: { readonly onChallenge: (challenge: FactorChallenge) => void }) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation(FACTORS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const { element: field, set: setField } = useElement<HTMLInputElement>();
  useEffect(() => field.current?.focus(), [field]);
  const confirm = useMutation({
    mutationFn: () => api.call(factorRoutes.confirmWithPassword, { body: { password } }),
    onSuccess: onChallenge,
    onError: () => field.current?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!password) return field.current?.focus();
    if (!confirm.isPending) confirm.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {confirm.error ? <ProblemMessage text={textOf(problemType(confirm.error))} /> : null}
      <Field
        label={t('confirm.password')}
        validationMessage={checked && !password ? t('confirm.passwordMissing') : null}
      >
        <Input
          ref={setField}
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
        disabledFocusable={confirm.isPending}
        icon={confirm.isPending ? <Spinner size="tiny" /> : null}
      >
        {common('common.actions.continue')}
      </Button>
    </form>
  );
}
