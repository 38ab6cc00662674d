import { notifyManager, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';

const KEPT = 'unsaved';

/**
 * What is typed in a form and not saved: it is still there when the person comes back to the page, as long as she is signed in.
 * `saved` is what the form would say otherwise. Never for secrets.
 */
export function useUnsaved<Form extends object>(name: string, saved: Form) {
  const queryClient = useQueryClient();
  const { pathname } = useLocation();
  const [edited, setEdited] = useState<Partial<Form>>(() => queryClient.getQueryData([KEPT, pathname, name]) ?? {});
  const isSaved = JSON.stringify({ ...saved, ...edited }) === JSON.stringify(saved);
  useEffect(() => {
    const queryKey = [KEPT, pathname, name];
    if (isSaved) queryClient.removeQueries({ queryKey });
    else {
      queryClient.setQueryDefaults([KEPT], { gcTime: Number.POSITIVE_INFINITY });
      queryClient.setQueryData(queryKey, edited);
    }
  }, [queryClient, pathname, name, isSaved, edited]);
  return {
    edited,
    edit: (part: Partial<Form>) => setEdited((before) => ({ ...before, ...part })),
    forget: () => setEdited({}),
  };
}

const hasUnsaved = (queryClient: QueryClient, pathname: string): boolean =>
  queryClient.getQueriesData({ queryKey: [KEPT, pathname] }).some(([, data]) => data !== undefined);

/** Whether something is typed and not saved on this page; and the way to ask for it at once, and to throw it away. */
export function usePageUnsaved() {
  const queryClient = useQueryClient();
  const { pathname } = useLocation();
  const isAnyNow = () => hasUnsaved(queryClient, pathname);
  // What is read while a form is drawn for the first time changes the cache, too.
  const subscribe = useCallback(
    (onChange: () => void) => queryClient.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [queryClient],
  );
  const isAny = useSyncExternalStore(subscribe, isAnyNow);
  return { isAny, isAnyNow, discard: () => queryClient.removeQueries({ queryKey: [KEPT, pathname] }) };
}
