import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accountRoutes } from '../../../api/account-administration-routes.ts';
import { useApi } from '../../../api/api-context.tsx';

const domainsKey = ['organisation', 'own-domains'] as const;

/** The organisation's domains, and those that wait for their proof. */
export function useOwnDomains() {
  const api = useApi();
  return useQuery({
    queryKey: domainsKey,
    queryFn: ({ signal }) => api.call(accountRoutes.domains, { signal }),
  });
}

/** Says that a domain is the own one, looks for its proof, or gives it up. */
export function useDomainActions() {
  const api = useApi();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: domainsKey });
  const add = useMutation({
    mutationFn: (domain: string) => api.call(accountRoutes.addDomain, { body: { domain } }),
    onSettled,
  });
  const check = useMutation({
    mutationFn: (domain: string) => api.call(accountRoutes.checkDomain, { body: { domain } }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (domain: string) => api.call(accountRoutes.removeDomain, { body: { domain } }),
    onSettled,
  });
  return { add, check, remove };
}
