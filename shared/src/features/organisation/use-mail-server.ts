import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { organisationRoutes } from '../../api/organisation-routes.ts';
import { isProblem } from '../../api/problem-error.ts';
import type { SaveMailServer } from '../../contract/mail-server.ts';

const key = ['organisation', 'mail-server'] as const;

/** The organisation's own mail server, if it has one. */
export function useMailServer() {
  const api = useApi();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(organisationRoutes.getMailServer, { signal }),
  });
}

/** Tries a server and saves it, or removes it. */
export function useSaveMailServer() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: SaveMailServer) => api.call(organisationRoutes.saveMailServer, { body }),
    onSuccess: (saved) => queryClient.setQueryData(key, saved),
    onError: (error) =>
      isProblem(error, 'settings-changed') ? queryClient.invalidateQueries({ queryKey: key }) : undefined,
    // The password does not stay in the page's memory.
    gcTime: 0,
  });
}
