import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem-error.ts';

/** Only what may heal by itself is tried again: no answer, or a server that asks us to wait. */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  return failureCount < 2 && isProblem(error, 'network', 'temporarily-unavailable');
}

// By default a screen learns only after a timer that something is under way: a second press would come in between.
notifyManager.setScheduler(queueMicrotask);

/** One cache for one signed-in person; `onSignedOut` is told when an answer says that the session is over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, 'session-expired', 'not-signed-in')) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 30_000, refetchOnWindowFocus: true },
      // A lost answer to something that creates is repeated by the person, with the same Idempotency-Key.
      mutations: { retry: false },
    },
  });
}
