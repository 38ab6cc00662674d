import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { organisationRoutes } from '../../api/organisation-routes.ts';
import type { CreateApiKey } from '../../contract/api-keys.ts';

const key = ['organisation', 'api-keys'] as const;

/** The organisation's keys, newest first. */
export function useApiKeys() {
  const api = useApi();
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.call(organisationRoutes.listApiKeys, { signal }) });
}

/** Makes a key; the answer alone holds it. */
export function useCreateApiKey() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateApiKey) => api.call(organisationRoutes.createApiKey, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
    gcTime: 0,
  });
}

/** Ends a key. */
export function useRevokeApiKey() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.call(organisationRoutes.revokeApiKey, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}
