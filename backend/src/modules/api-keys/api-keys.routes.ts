import { createApiKey, listApiKeys, revokeApiKey } from '@sefos/shared/contract/api-keys.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ApiKeys } from './api-keys.service.ts';

/** HTTP of API keys, for administrators. */
export const registerApiKeyRoutes = (mount: Mount, keys: ApiKeys): void => {
  mount(listApiKeys, ({ actor }) => keys.list(actor));
  mount(createApiKey, ({ actor, body }) => keys.create(actor, body));
  mount(revokeApiKey, ({ actor, params }) => keys.revoke(actor, params.id));
};
