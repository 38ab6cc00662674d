import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { installationRoutes } from '../../api/installation-routes.ts';
import type { CloseOrganisation } from '../../contract/closing.ts';

/** Below the list's, so that both are read again together. */
const keyOf = (id: string) => ['installation', 'organisations', 'closing', id] as const;
const ALL = ['installation', 'organisations'] as const;
/** A million copies take hours, and counting them a part of a second of the server. */
const AGAIN_MILLISECONDS = 15_000;

/** What goes with an organisation, and how far its closing has come; while it is purged, as it is now. */
export function useClosing(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => api.call(installationRoutes.getClosing, { params: { id }, signal }),
    refetchInterval: ({ state }) => {
      const closing = state.data?.closing;
      return closing?.purgeBegunAt && !closing.purgedAt ? AGAIN_MILLISECONDS : false;
    },
  });
}

function useChanging<Input>(run: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    // Not waited for: what it reads takes away the part of the dialog that is to be told.
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ALL });
    },
  });
}

/** Begins to close an organisation. */
export function useBeginClosing(id: string) {
  const api = useApi();
  return useChanging((body: CloseOrganisation) =>
    api.call(installationRoutes.closeOrganisation, { params: { id }, body }),
  );
}

/** Takes it back. */
export function useUndoClosing(id: string) {
  const api = useApi();
  return useChanging((_: undefined) => api.call(installationRoutes.undoClosing, { params: { id } }));
}

/** Reads it again, after a file that changes it. */
export function useClosingChanged(id: string): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: keyOf(id) });
}
