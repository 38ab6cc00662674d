import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useActing } from '../api/acting.tsx';
import { useHost } from '../host/host-context.tsx';
import { mailboxOf } from './mailbox-addresses.tsx';

/** Follows the host that puts the screens to sleep and wakes them, maybe at another place. True while they are awake. */
export function useHostLifecycle(): boolean {
  const { lifecycle } = useHost();
  const [awake, setAwake] = useState(true);
  const navigate = useNavigate();
  const scope = useActing();
  // Where the host leads says by itself which mailbox it is in.
  const go = useRef<(path: string) => void>(undefined);
  go.current = (path) => {
    if (scope) scope.enter(mailboxOf(path.slice(path.indexOf('?') + 1)) ?? scope.ownMailboxId, path);
    else void navigate(path);
  };
  useEffect(() => {
    if (!lifecycle) return undefined;
    const stops = [
      lifecycle.onSuspend(() => setAwake(false)),
      lifecycle.onResume((path) => {
        setAwake(true);
        if (path !== undefined) go.current?.(path);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [lifecycle]);
  return awake;
}
