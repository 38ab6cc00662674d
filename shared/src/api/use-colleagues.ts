import { useQuery } from '@tanstack/react-query';
import { useApi } from './api-context.tsx';
import { routes } from './routes.ts';

const MOST_CHARACTERS = 100;

/** Colleagues whose name or address begins as typed. */
export function useColleagues(text: string) {
  const api = useApi();
  const q = text.trim().slice(0, MOST_CHARACTERS);
  return useQuery({
    queryKey: ['account', 'colleagues', q],
    enabled: q !== '',
    queryFn: ({ signal }) => api.call(routes.suggestRecipients, { query: { q }, signal }),
    placeholderData: (before) => before,
  });
}
