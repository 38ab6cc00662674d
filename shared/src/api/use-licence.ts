import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';
import { installationRoutes } from './installation-routes.ts';

/** What is kept of the licence, to be asked for anew once something licensed was added or removed. */
export const licenceKey = ['organisation', 'licence'] as const;

/** How much the organisation may use, and uses; for its administrators, so `enabled` says whether the person is one. */
export function useLicence(enabled = true) {
  const api = useApi();
  return useQuery({
    queryKey: licenceKey,
    enabled,
    queryFn: ({ signal }) => api.call(installationRoutes.getLicence, { signal }),
  });
}
