import { Button, Field, Input, Link, Text } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountRoutes } from '../../api/account-administration-routes.ts';
import { useApi } from '../../api/api-context.tsx';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { LanguageMenu } from '../../components/language-menu.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useElement } from '../../components/use-element.ts';
import { useTitle } from '../../components/use-title.ts';
import type { InvitationView } from '../../contract/accounts.ts';
import { LIMITS } from '../../domain/limits.ts';
import { toE164 } from '../../domain/phone.ts';
import type { Language } from '../../i18n/languages.ts';
import { INVITATION, InvitationWords } from './invitation-words.tsx';
import { useFormStyles } from './sign-in.styles.ts';
import { SignInCard } from './sign-in-card.tsx';

/** Where the links of invitations lead; the token stands behind the `#`. */
export const INVITATION_PATH = '/invitation';

export interface InvitationScreenProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** Takes the token out of the address bar: what stands there is kept by browsers and shown to who looks over a shoulder. */
const takeToken = (): string => {
  const token = window.location.hash.slice(1);
  if (token) window.history.replaceState(null, '', INVITATION_PATH);
  return token;
};

/** What an invitation opens: the person chooses a password and goes on to sign in. */
export function InvitationScreen({ language, onLanguage }: InvitationScreenProps) {
  return (
    <InvitationWords>
      <Invitation language={language} onLanguage={onLanguage} />
    </InvitationWords>
  );
}

function Invitation({ language, onLanguage }: InvitationScreenProps) {
  const api = useApi();
  const { t } = useTranslation(INVITATION);
  const textOf = useProblemText();
  const [token] = useState(takeToken);
  const [isDone, setDone] = useState(false);
  useTitle(t('title'));
  const invitation = useQuery({
    queryKey: ['invitation'],
    queryFn: ({ signal }) => api.call(accountRoutes.viewInvitation, { body: { token }, signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const footer = <LanguageMenu language={language} onLanguage={onLanguage} />;
  if (invitation.isPending) return <Loading lines={4} />;
  if (!invitation.data)
    return (
      <SignInCard title={t('ended')} focusOn="ended" footer={footer}>
        <ProblemMessage
          text={textOf(token ? problemType(invitation.error) : 'invitation-ended')}
          {...(problemType(invitation.error) === 'network' ? { onRetry: () => void invitation.refetch() } : {})}
        />
        <Link href="/sign-in">{t('signIn')}</Link>
      </SignInCard>
    );
  const { displayName, organisation, email } = invitation.data;
  if (isDone)
    return (
      <SignInCard title={t('title')} focusOn="done" footer={footer}>
        <Text role="status">{t('done')}</Text>
        <Button as="a" href="/sign-in" appearance="primary" size="large">
          {t('signIn')}
        </Button>
      </SignInCard>
    );
  return (
    <SignInCard title={t('title')} footer={footer}>
      <Text>{t('hello', { name: displayName, organisation, email })}</Text>
      <PasswordForm invitation={invitation.data} token={token} onDone={() => setDone(true)} />
      <Text size={200}>
        {t('other')} <Link href="/sign-in">{t('signIn')}</Link>
      </Text>
    </SignInCard>
  );
}

interface PasswordFormProps {
  readonly invitation: InvitationView;
  readonly token: string;
  readonly onDone: () => void;
}

function PasswordForm({ invitation: { email, needsPhone }, token, onDone }: PasswordFormProps) {
  const styles = useFormStyles();
  const api = useApi();
  const { t } = useTranslation(INVITATION);
  const textOf = useProblemText();
  const [password, setPassword] = useState('');
  const [phone, setPhone] = useState('');
  const [tried, setTried] = useState(false);
  const passwordField = useElement<HTMLInputElement>();
  const phoneField = useElement<HTMLInputElement>();
  const accepting = useMutation({
    mutationFn: () =>
      api.call(accountRoutes.acceptInvitation, { body: { token, password, ...(needsPhone ? { phone } : {}) } }),
    onSuccess: onDone,
  });
  const min = LIMITS.password.minCharacters;
  const isNumber = !needsPhone || toE164(phone) !== null;
  const isWeak = isProblem(accepting.error, 'password-too-short', 'password-guessable');
  const refused = accepting.error ? textOf(problemType(accepting.error)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (password === '') return passwordField.element.current?.focus();
    if (!isNumber) return phoneField.element.current?.focus();
    if (!accepting.isPending) accepting.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {refused && !isWeak ? <ProblemMessage text={refused} /> : null}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field
        label={t('password')}
        hint={t('hint', { min })}
        validationMessage={tried && password === '' ? t('passwordMissing') : isWeak ? refused : null}
      >
        <Input
          ref={passwordField.set}
          type="password"
          autoComplete="new-password"
          required
          size="large"
          maxLength={LIMITS.password.maxCharacters}
          value={password}
          onChange={(_event, { value }) => setPassword(value)}
        />
      </Field>
      {needsPhone ? (
        <Field
          label={t('phone')}
          hint={t('phoneHint')}
          validationMessage={tried && !isNumber ? t('phoneMissing') : null}
        >
          <Input
            ref={phoneField.set}
            type="tel"
            autoComplete="tel"
            required
            size="large"
            maxLength={40}
            value={phone}
            onChange={(_event, { value }) => setPhone(value)}
          />
        </Field>
      ) : null}
      <Button type="submit" appearance="primary" size="large" disabledFocusable={accepting.isPending}>
        {t('save')}
      </Button>
    </form>
  );
}
