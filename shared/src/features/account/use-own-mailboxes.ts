import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { routes } from '../../api/routes.ts';

/** One's own mailboxes, the personal one first; function mailboxes are set on pages of their own. */
export function useOwnMailboxes() {
  const api = useApi();
  return useQuery({
    queryKey: ['account', 'mailboxes'],
    queryFn: ({ signal }) => api.call(routes.getMailboxes, { signal }),
    select: (all) => all.filter(({ kind, delegatedUntil }) => kind === 'personal' && delegatedUntil === null),
  });
}
