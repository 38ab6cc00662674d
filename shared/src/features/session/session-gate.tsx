import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useBearer, useBearerState } from '../../api/bearer-context.tsx';
import { isProblem, problemType } from '../../api/problem-error.ts';
import { SessionProvider, SignedInAgainProvider, sessionKey, sessionQuery } from '../../api/session.tsx';
import { useAnnounce } from '../../components/announcer.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useProblemText } from '../../components/problem-text.ts';
import type { SessionView } from '../../contract/sign-in.ts';
import { useHost } from '../../host/host-context.tsx';
import type { Language } from '../../i18n/languages.ts';
import { returnedProblem } from './identification-window.ts';
import { useStartOver } from './start-over.ts';

const SignInScreen = lazy(() =>
  import(/* webpackChunkName: "sign-in" */ './sign-in-screen.tsx').then((module) => ({ default: module.SignInScreen })),
);
const HostSignInScreen = lazy(() =>
  import(/* webpackChunkName: "host-sign-in" */ './host-sign-in-screen.tsx').then((module) => ({
    default: module.HostSignInScreen,
  })),
);
const SlowSignIn = lazy(() =>
  import(/* webpackChunkName: "slow-sign-in" */ './slow-sign-in.tsx').then((module) => ({
    default: module.SlowSignIn,
  })),
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
  /** Where an OpenID provider comes back to; a path of ours. */
  readonly returnTo?: string;
  /** The screens can be shown while a frame's person is signed in in silence: they use `useSessionSoFar()`. */
  readonly early?: boolean;
}

/** A silent sign-in that takes longer is told, with the way around it. Milliseconds. */
const SLOW_MS = 2_000;

/** Whether the screens may stand there although nobody is signed in yet, and whether that has taken long. */
function useEarly(wanted: boolean, pending: boolean): { readonly isEarly: boolean; readonly isSlow: boolean } {
  const { inWindow, reason } = useBearerState(useBearer());
  const [slow, setSlow] = useState(false);
  const isEarly = wanted && pending && !inWindow && reason === undefined;
  useEffect(() => {
    if (!isEarly) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isEarly]);
  return { isEarly, isSlow: isEarly && slow };
}

/** What comes of a sign-in: the same person goes on where she was, another one starts over. */
function useSignedIn(onRestored: () => void) {
  const api = useApi();
  const startOver = useStartOver();
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const { t } = useTranslation();
  const [again, setAgain] = useState(0);
  const signedIn = useCallback(
    (next: SessionView) => {
      const before = queryClient.getQueryData<SessionView>(sessionKey);
      api.setCsrfToken(next.csrfToken);
      // Another person at the same screen must not see what the one before her had open.
      if (before && before.account.id !== next.account.id) return startOver();
      queryClient.setQueryData(sessionKey, next);
      onRestored();
      if (!before) return;
      setAgain((times) => times + 1);
      announce(t('staff.signIn.again'));
      void queryClient.invalidateQueries();
    },
    [api, onRestored, queryClient, startOver, announce, t],
  );
  return { signedIn, again };
}

/** Shows the sign-in to those who are not signed in, and the screens to those who are. */
export function SessionGate({ children, lost, onRestored, early = false, ...page }: SessionGateProps) {
  const api = useApi();
  const bearer = useBearer();
  const { reason: ended } = useBearerState(bearer);
  const textOf = useProblemText();
  const session = useQuery(sessionQuery(api));
  const { isEarly, isSlow } = useEarly(early, session.isPending);
  const { signedIn, again } = useSignedIn(onRestored);

  if (session.data || isEarly) {
    return (
      <SessionProvider value={session.data}>
        {isSlow && bearer ? (
          <Suspense fallback={null}>
            <SlowSignIn bearer={bearer} onSignedIn={signedIn} />
          </Suspense>
        ) : null}
        <SignedInAgainProvider value={again}>{children}</SignedInAgainProvider>
        {lost || ended === 'expired' ? (
          <Suspense fallback={null}>
            <SessionLostDialog onSignedIn={signedIn} />
          </Suspense>
        ) : null}
      </SessionProvider>
    );
  }
  if (session.error && !isProblem(session.error, 'not-signed-in', 'session-expired')) {
    return (
      <Shown>
        <ProblemMessage text={textOf(problemType(session.error))} onRetry={() => void session.refetch()} />
      </Shown>
    );
  }
  return <SignedOut {...page} pending={session.isPending} onSignedIn={signedIn} />;
}

/** A page on which the person can go on: the host need not wait for more. */
function Shown({ children }: { readonly children: ReactNode }) {
  const host = useHost();
  useEffect(() => host.notify('ready'), [host]);
  return children;
}

interface SignedOutProps extends Pick<SessionGateProps, 'language' | 'onLanguage' | 'signedOut' | 'returnTo'> {
  readonly pending: boolean;
  readonly onSignedIn: (session: SessionView) => void;
}

/** Nobody is signed in, or it is not known yet. */
function SignedOut({ pending, signedOut, returnTo, ...screen }: SignedOutProps) {
  const bearer = useBearer();
  const { signingIn, reason } = useBearerState(bearer);
  if (pending && !(signingIn || reason)) return <Loading />;
  const why = signedOut ? 'signed-out' : returnedProblem(window.location.search);
  return (
    <Suspense fallback={<Loading />}>
      {bearer ? (
        <Shown>
          <HostSignInScreen {...screen} bearer={bearer} />
        </Shown>
      ) : (
        <SignInScreen {...screen} reason={why} returnTo={returnTo} />
      )}
    </Suspense>
  );
}
