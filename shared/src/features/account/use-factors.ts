import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api-context.tsx';
import { useWithConfirm } from '../../api/confirm.ts';
import { factorKeys, factorRoutes } from '../../api/factor-routes.ts';
import { FACTORS } from '../../components/factor-words.tsx';
import { useNotice } from '../../components/notice.tsx';

/** How the person can sign in. */
export function useFactors() {
  const api = useApi();
  return useQuery({
    queryKey: factorKeys.factors,
    queryFn: ({ signal }) => api.call(factorRoutes.getAccountFactors, { signal }),
  });
}

/** Reads again how the person can sign in. */
export function useFactorsChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: factorKeys.factors });
}

/** Does something that wants a fresh identification; when the person gives up, nothing has happened and nothing is said. */
export function useConfirmed<T, Body = void>(
  run: (body: Body) => Promise<T>,
  onDone: (result: T) => void | Promise<void>,
  onSettled?: () => unknown,
) {
  const withConfirm = useWithConfirm();
  return useMutation({
    // `false` is what a person who gave up leaves: a call without content answers undefined.
    mutationFn: async (body: Body) => {
      const done = await withConfirm(async () => ({ result: await run(body) }));
      return done ?? false;
    },
    onSuccess: (done) => (done ? onDone(done.result) : undefined),
    onSettled: () => onSettled?.(),
  });
}

/** Removes a way to sign in, and says so. */
export function useRemoval(run: () => Promise<unknown>, onDone: () => void) {
  const { t } = useTranslation(FACTORS);
  const notice = useNotice();
  const changed = useFactorsChanged();
  return useConfirmed(run, async () => {
    // What is removed is gone from the page before the dialog gives the focus back.
    await changed();
    notice({ text: t('security.removed'), intent: 'success' });
    onDone();
  });
}
