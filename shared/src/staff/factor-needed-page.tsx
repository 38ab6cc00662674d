import { Button, Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemType } from '../api/problem-error.ts';
import { sessionKey } from '../api/session.tsx';
import { FACTORS, FactorWords } from '../components/factor-words.tsx';
import { Loading } from '../components/loading.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useProblemText } from '../components/problem-text.ts';
import { useTitle } from '../components/use-title.ts';
import { PasskeyList } from '../features/account/passkey-list.tsx';
import { Totp } from '../features/account/security-section.tsx';
import { useFactors } from '../features/account/use-factors.ts';
import { ConfirmProvider } from '../features/session/confirm-provider.tsx';
import { SignInCard } from '../features/session/sign-in-card.tsx';
import { useSignOut } from '../features/session/use-sign-out.ts';

/** Shown instead of everything to whoever signed in with what her organisation has turned off: she adds something else first. */
export function FactorNeededPage() {
  return (
    <FactorWords>
      <ConfirmProvider>
        <Page />
      </ConfirmProvider>
    </FactorWords>
  );
}

function Page() {
  const { t } = useTranslation(FACTORS);
  const { t: common } = useTranslation();
  const textOf = useProblemText();
  const queryClient = useQueryClient();
  const signOut = useSignOut();
  const { data, error, refetch } = useFactors();
  const added = data ? Number(data.totp !== null) + data.passkeys.length : 0;
  useTitle(t('needed.title'));
  // The session goes on by itself once something has been added: it is asked for again.
  useEffect(() => {
    if (added > 0) void queryClient.invalidateQueries({ queryKey: sessionKey });
  }, [added, queryClient]);
  return (
    <SignInCard title={t('needed.title')} focusOn="factor-needed">
      <Text>{t('needed.text')}</Text>
      {data?.allowed.totp && data.password ? <Totp factors={data} canChange /> : null}
      {data?.allowed.passkey ? <PasskeyList passkeys={data.passkeys} canChange /> : null}
      {!data && !error ? <Loading lines={3} /> : null}
      {!data && error ? <ProblemMessage text={textOf(problemType(error))} onRetry={() => void refetch()} /> : null}
      <Button onClick={() => void signOut()}>{common('staff.account.signOut')}</Button>
    </SignInCard>
  );
}
