import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { installationRoutes } from '../../api/installation-routes.ts';

/** How much the organisation may use, and uses. */
export function useLicence() {
  const api = useApi();
  return useQuery({
    queryKey: ['organisation', 'licence'],
    queryFn: ({ signal }) => api.call(installationRoutes.getLicence, { signal }),
  });
}
