import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accountRoutes } from '../../../api/account-administration-routes.ts';
import { useApi } from '../../../api/api-context.tsx';

const directoryKey = ['organisation', 'provisioning'] as const;

/** How a directory provisions accounts: the address and the keys that open it. */
export function useDirectory() {
  const api = useApi();
  return useQuery({
    queryKey: directoryKey,
    queryFn: ({ signal }) => api.call(accountRoutes.directory, { signal }),
  });
}

/** Makes and revokes keys. A new key is in the answer alone, which nothing keeps. */
export function useKeys() {
  const api = useApi();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: directoryKey });
  const make = useMutation({
    mutationFn: (body: { readonly scope: 'write' | 'read'; readonly days: number }) =>
      api.call(accountRoutes.makeToken, { body }),
    onSettled,
    gcTime: 0,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api.call(accountRoutes.revokeToken, { params: { id } }),
    onSettled,
  });
  return { make, revoke };
}
