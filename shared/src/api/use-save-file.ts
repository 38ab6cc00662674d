import { useMutation } from '@tanstack/react-query';
import { useHost } from '../host/host-context.tsx';
import { useApi } from './api-context.tsx';
import { networkProblem, readProblem } from './problem-error.ts';

/** A file that an operation answers. */
export interface ApiFile {
  /** Below the API. */
  readonly path: string;
  readonly fileName: string;
  /** Posted as JSON; left out = it is got. */
  readonly body?: object;
}

/** So long a browser may take to begin with a file that it was given. */
const KEPT_MILLISECONDS = 60_000;

/** Fetches a file with the session that there is, cookie or token, and hands it to the person's downloads. */
export function useSaveFile() {
  const api = useApi();
  const host = useHost();
  return useMutation({
    mutationFn: async ({ path, fileName, body }: ApiFile) => {
      const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await api.fetch(path, body ? posted : { method: 'GET' });
      if (!response.ok) throw await readProblem(response);
      // A file that breaks off is no file.
      const content = await response.blob().catch(() => {
        throw networkProblem();
      });
      const url = URL.createObjectURL(content);
      setTimeout(() => URL.revokeObjectURL(url), KEPT_MILLISECONDS);
      await host.download({ url, fileName, ticket: null });
    },
  });
}
