import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { SessionProvider, sessionKey, sessionQuery } from '../../api/session.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import type { Language } from '../../i18n/languages.ts';
import { returnedProblem } from './identification-window.ts';

const SignInScreen = lazy(() =>
  import(/* webpackChunkName: "sign-in" */ './sign-in-screen.tsx').then((module) => ({ default: module.SignInScreen })),
);
const SessionLostDialog = lazy(() =>
  import(/* webpackChunkName: "session-lost" */ './session-lost-dialog.tsx').then((module) => ({
    default: module.SessionLostDialog,
  })),
);

export interface SessionGateProps {
  readonly children: ReactNode;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** An answer said that the session is over while somebody was at work. */
  readonly lost: boolean;
  readonly onRestored: () => void;
  /** The person signed out herself just now. */
  readonly signedOut: boolean;
}

/** Shows the sign-in to those who are not signed in, and the screens to those who are. */
export function SessionGate({ children, language, onLanguage, lost, onRestored, signedOut }: SessionGateProps) {
  const api = useApi();
  const queryClient = useQueryClient();
  const textOf = useProblemText();
  const session = useQuery(sessionQuery(api));

  const signedIn = useCallback(
    (next: SessionView) => {
      const before = queryClient.getQueryData<SessionView>(sessionKey);
      api.setCsrfToken(next.csrfToken);
      // Another person at the same screen must not see what the one before her had open.
      if (before && before.account.id !== next.account.id) return window.location.assign('/');
      queryClient.setQueryData(sessionKey, next);
      onRestored();
      if (before) void queryClient.invalidateQueries();
    },
    [api, onRestored, queryClient],
  );

  if (session.data) {
    return (
      <SessionProvider value={session.data}>
        {children}
        {lost ? (
          <Suspense fallback={null}>
            <SessionLostDialog onSignedIn={signedIn} />
          </Suspense>
        ) : null}
      </SessionProvider>
    );
  }
  if (session.error && !isProblem(session.error, 'not-signed-in', 'session-expired')) {
    return <ProblemMessage text={textOf(problemType(session.error))} onRetry={() => void session.refetch()} />;
  }
  if (session.isPending) return <Loading />;
  const reason = signedOut ? 'signed-out' : returnedProblem(window.location.search);
  return (
    <Suspense fallback={<Loading />}>
      <SignInScreen language={language} onLanguage={onLanguage} reason={reason} onSignedIn={signedIn} />
    </Suspense>
  );
}
