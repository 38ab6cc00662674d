import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { SessionView } from '../contract/sign-in.ts';
import type { ApiClient } from './client.ts';
import { routes } from './routes.ts';

export const sessionKey = ['session'] as const;

/** Who is signed in; the answer's CSRF token goes to the client at once. Fails with `not-signed-in` when nobody is. */
export const sessionQuery = (api: ApiClient) =>
  queryOptions({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      const session = await api.call(routes.getSession, { signal });
      api.setCsrfToken(session.csrfToken);
      return session;
    },
    staleTime: 60_000,
  });

const SessionContext = createContext<SessionView | undefined>(undefined);

/** Gives the signed-in screens their session. */
export const SessionProvider = SessionContext.Provider;

/** The session, or undefined on a screen that is shown while the person is still being signed in. */
export const useSessionSoFar = (): SessionView | undefined => useContext(SessionContext);

const SignedInAgainContext = createContext(0);

/** Tells the screens how often the same person has signed in again above them. */
export const SignedInAgainProvider = SignedInAgainContext.Provider;

/** Grows each time the session ended at work and the same person signed in again; never for somebody else. */
export const useSignedInAgain = (): number => useContext(SignedInAgainContext);

/** The session of this screen. Throws outside a SessionProvider: a programmer's mistake. */
export function useSession(): SessionView {
  const session = useSessionSoFar();
  if (!session) throw new Error('useSession needs a SessionProvider above it');
  return session;
}
