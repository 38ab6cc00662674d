import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useHost } from '../host/host-context.tsx';

/** Follows the host that puts the screens to sleep and wakes them, maybe at another place. True while they are awake. */
export function useHostLifecycle(): boolean {
  const { lifecycle } = useHost();
  const [awake, setAwake] = useState(true);
  const navigate = useNavigate();
  const go = useRef(navigate);
  go.current = navigate;
  useEffect(() => {
    if (!lifecycle) return undefined;
    const stops = [
      lifecycle.onSuspend(() => setAwake(false)),
      lifecycle.onResume((path) => {
        setAwake(true);
        if (path !== undefined) void go.current(path);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [lifecycle]);
  return awake;
}
