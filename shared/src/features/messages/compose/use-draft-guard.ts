import { useEffect } from 'react';
import { useSession } from '../../../api/session.tsx';
import { useHost } from '../../../host/host-context.tsx';
import { flushDrafts, hasUnsent } from './draft-registry.ts';

/** On every screen: drafts are saved before the page goes out of sight, and it asks before it is closed with something unsaved. */
export function useDraftGuard(): void {
  const { lifecycle } = useHost();
  // New after a new sign-in: what could not be saved without one is saved now.
  const { csrfToken } = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: csrfToken stands for the session.
  useEffect(() => void flushDrafts(), [csrfToken]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!hasUnsent()) return;
      void flushDrafts();
      event.preventDefault();
    };
    const leave = () => {
      if (document.visibilityState === 'hidden') void flushDrafts(true);
    };
    const save = () => void flushDrafts();
    window.addEventListener('beforeunload', ask);
    window.addEventListener('online', save);
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    const stop = lifecycle?.onSuspend(save);
    return () => {
      window.removeEventListener('beforeunload', ask);
      window.removeEventListener('online', save);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      stop?.();
    };
  }, [lifecycle]);
}
