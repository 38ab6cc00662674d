import { Link, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { type ClientProblemType, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { LanguageMenu } from '../../components/language-menu.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import { useTitle } from '../../components/use-title.ts';
import type { FactorChallenge } from '../../contract/account-factors.ts';
import type { CodeChallenge, SessionView } from '../../contract/sign-in.ts';
import type { Language } from '../../i18n/languages.ts';
import { CodeForm } from './code-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import { SignInCard } from './sign-in-card.tsx';

const FactorSignIn = lazy(() =>
  import(/* webpackChunkName: "factor-sign-in" */ './factor-sign-in.tsx').then((module) => ({
    default: module.FactorSignIn,
  })),
);

export interface SignInFormsProps {
  readonly onSignedIn: (session: SessionView) => void;
  /** Why the person is here, said first. */
  readonly reason?: ClientProblemType | 'expired' | 'signed-out' | undefined;
  /** Providers leave the page; a dialog that must keep what was written opens them in a window of its own. */
  readonly inWindow?: boolean;
  /** Where a provider comes back to; left out: the screen that was open, or the first one. */
  readonly returnTo?: string | undefined;
}

/** E-mail and password, then the code; or an OpenID provider that the server lists. */
export function SignInForms({ onSignedIn, reason, inWindow = false, returnTo }: SignInFormsProps) {
  const api = useApi();
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [challenge, setChallenge] = useState<CodeChallenge | FactorChallenge>();
  const [restart, setRestart] = useState<ClientProblemType>();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const methods = useQuery({
    queryKey: ['sign-in', 'methods'],
    queryFn: ({ signal }) => api.call(routes.signInMethods, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (challenge) {
    const back = (problem?: ClientProblemType) => {
      setRestart(problem);
      setChallenge(undefined);
    };
    if ('ticket' in challenge) {
      return (
        <Suspense fallback={<Loading lines={2} />}>
          <FactorSignIn challenge={challenge} onSignedIn={onSignedIn} onBack={back} />
        </Suspense>
      );
    }
    return <CodeForm challenge={challenge} onChallenge={setChallenge} onSignedIn={onSignedIn} onBack={back} />;
  }
  const why = tried ? undefined : reason;
  const problem = restart ?? (why === 'expired' || why === 'signed-out' ? undefined : why);
  return (
    <>
      {problem ? <ProblemMessage text={textOf(problem)} /> : null}
      {why === 'expired' || why === 'signed-out' ? (
        <MessageBar layout="multiline">
          <MessageBarBody>{t(why === 'expired' ? 'staff.signIn.expired' : 'staff.account.signedOut')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {methods.error ? (
        <ProblemMessage text={textOf(problemType(methods.error))} onRetry={() => void methods.refetch()} />
      ) : null}
      {methods.data?.password === false ? null : (
        <PasswordForm
          email={email}
          onEmail={setEmail}
          onTry={() => {
            setRestart(undefined);
            setTried(true);
          }}
          onChallenge={setChallenge}
        />
      )}
      <ProviderButtons
        providers={methods.data?.oidc ?? []}
        inWindow={inWindow}
        returnTo={returnTo}
        onSignedIn={onSignedIn}
      />
      <PasskeyButton onSignedIn={onSignedIn} />
    </>
  );
}

export interface SignInScreenProps extends SignInFormsProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** The first page for somebody who is not signed in. */
export function SignInScreen({ language, onLanguage, ...forms }: SignInScreenProps) {
  const api = useApi();
  const { t } = useTranslation();
  useTitle(t('staff.signIn.title'));
  const methods = useQuery({
    queryKey: ['sign-in', 'methods'],
    queryFn: ({ signal }) => api.call(routes.signInMethods, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <SignInCard
      title={t('staff.signIn.title')}
      footer={
        <>
          <LanguageMenu language={language} onLanguage={onLanguage} />
          {methods.data?.demo ? (
            <Link href="/dev" inline>
              {t('staff.signIn.demo')}
            </Link>
          ) : null}
        </>
      }
    >
      <Text>{t('staff.signIn.intro')}</Text>
      <SignInForms {...forms} />
    </SignInCard>
  );
}
