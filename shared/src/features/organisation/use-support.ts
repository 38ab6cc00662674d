import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { installationRoutes } from '../../api/installation-routes.ts';
import { useIntent } from '../../api/use-intent.ts';
import type { GiveSupportGrant } from '../../contract/support-grants.ts';

const key = ['organisation', 'support-grants'] as const;

/** Whom the organisation has let in, newest first. */
export function useSupportGrants() {
  const api = useApi();
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(installationRoutes.listSupportGrants, { signal }),
  });
}

function useChanging<Input, Output>(run: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queryClient.invalidateQueries({ queryKey: key }) });
}

/** Lets somebody in; tried again, it is done once. */
export function useGiveSupport() {
  const api = useApi();
  const intent = useIntent();
  return useChanging(async (body: GiveSupportGrant) => {
    const given = await api.call(installationRoutes.giveSupportGrant, { body, idempotencyKey: intent.keyFor(body) });
    intent.settle();
    return given;
  });
}

/** Ends a grant at once. */
export function useEndSupport() {
  const api = useApi();
  return useChanging((id: string) => api.call(installationRoutes.endSupportGrant, { params: { id } }));
}
