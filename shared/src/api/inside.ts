import type { GRANT_HEADER } from '../contract/support-grants.ts';
import type { ApiClient } from './client.ts';
import { isProblem } from './problem-error.ts';

// Typed by the contract, not imported: its schemas stay out of the browser's download.
const grantHeader: typeof GRANT_HEADER = 'x-sefos-grant';

/** A client whose calls are made inside an organisation that has let the caller in; `onEnded` is told when that is over. */
export const insideOrganisation = (api: ApiClient, grantId: string, onEnded: () => void): ApiClient => ({
  ...api,
  call: async (route, input) => {
    try {
      return await api.call(route, { ...input, grantId });
    } catch (error) {
      if (isProblem(error, 'grant-ended')) onEnded();
      throw error;
    }
  },
  fetch: (path, init) =>
    api.fetch(path, { ...init, headers: { ...(init.headers as Record<string, string>), [grantHeader]: grantId } }),
});
