import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { installationRoutes } from '../../api/installation-routes.ts';
import { useIntent } from '../../api/use-intent.ts';
import type { ChangeLicence, NewOrganisation } from '../../contract/installation.ts';

const keys = {
  organisations: ['installation', 'organisations'],
  nodes: ['installation', 'nodes'],
  grants: ['installation', 'grants'],
  methods: ['installation', 'sign-in-methods'],
} as const;
const AGAIN_MILLISECONDS = 15_000;

/** Pages of organisations by name; the page before stays while what is typed changes. */
export function useOrganisations(search: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.organisations, search],
    queryFn: ({ pageParam, signal }) =>
      api.call(installationRoutes.listOrganisations, {
        query: { ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

function useChanging<Input, Output>(key: readonly string[], run: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => queryClient.invalidateQueries({ queryKey: key }) });
}

/** Makes an organisation; tried again, it is made once. */
export function useCreateOrganisation() {
  const api = useApi();
  const intent = useIntent();
  return useChanging(keys.organisations, async (body: NewOrganisation) => {
    const made = await api.call(installationRoutes.createOrganisation, { body, idempotencyKey: intent.keyFor(body) });
    intent.settle();
    return made;
  });
}

/** Stops or allows sign-in to an organisation. */
export function useFreezeOrganisation(id: string) {
  const api = useApi();
  return useChanging(keys.organisations, (frozen: boolean) =>
    api.call(installationRoutes.freezeOrganisation, { params: { id }, body: { frozen } }),
  );
}

/** Mails the first administrator of an organisation anew. */
export function useInviteFirst(id: string) {
  const api = useApi();
  return useChanging(keys.organisations, () =>
    api.call(installationRoutes.inviteFirstAdministrator, { params: { id } }),
  );
}

/** Says how much an organisation may use. */
export function useChangeLicence(id: string) {
  const api = useApi();
  return useChanging(keys.organisations, (body: ChangeLicence) =>
    api.call(installationRoutes.changeLicence, { params: { id }, body }),
  );
}

/** The installation's processes, as they are now. */
export function useNodes() {
  const api = useApi();
  return useQuery({
    queryKey: keys.nodes,
    queryFn: ({ signal }) => api.call(installationRoutes.listNodes, { signal }),
    refetchInterval: AGAIN_MILLISECONDS,
  });
}

/** Ways to sign in that the installation offers. */
export function useInstalledMethods() {
  const api = useApi();
  return useQuery({
    queryKey: keys.methods,
    queryFn: ({ signal }) => api.call(installationRoutes.listInstalledMethods, { signal }),
  });
}

/** Organisations that have let the person in. */
export function useOwnGrants() {
  const api = useApi();
  return useQuery({
    queryKey: keys.grants,
    queryFn: ({ signal }) => api.call(installationRoutes.listOwnSupportGrants, { signal }),
    // Either side ends it at once: what is read inside must not stay on the screen.
    refetchInterval: AGAIN_MILLISECONDS,
  });
}

/** Gives a grant back. */
export function useEndOwnGrant() {
  const api = useApi();
  return useChanging(keys.grants, (id: string) => api.call(installationRoutes.endOwnSupportGrant, { params: { id } }));
}
