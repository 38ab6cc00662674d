import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { functionMailboxRoutes as routes } from '../../api/function-mailbox-routes.ts';
import { LIMITS } from '../../domain/limits.ts';

const MOST_FOUND = 20;

/** Function mailboxes whose name or address holds what is typed; the first ones while nothing is. */
export function useMailboxesFound(text: string, wanted: boolean) {
  const api = useApi();
  const q = text.trim().slice(0, LIMITS.searchCharacters);
  return useQuery({
    queryKey: ['function-mailboxes', 'found', q],
    enabled: wanted,
    queryFn: ({ signal }) =>
      api.call(routes.listFunctionMailboxes, { query: { limit: MOST_FOUND, ...(q ? { q } : {}) }, signal }),
    placeholderData: (before) => before,
  });
}
