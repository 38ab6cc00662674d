import { useCallback } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useBearer } from '../../api/bearer-context.tsx';
import { routes } from '../../api/routes.ts';
import { useHost } from '../../host/host-context.tsx';
import { useStartOver } from './start-over.ts';

/** Ends the session; nothing that was decrypted stays in memory. */
export function useSignOut(): () => Promise<void> {
  const api = useApi();
  const bearer = useBearer();
  const host = useHost();
  const startOver = useStartOver();
  return useCallback(async () => {
    await api.call(routes.signOut, {}).catch(() => undefined);
    if (!bearer) return window.location.assign(`${host.basePath}/sign-in?signed-out`);
    bearer.signOut();
    startOver();
  }, [api, bearer, host, startOver]);
}
