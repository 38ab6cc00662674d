export { registerApiKeyRoutes } from './api-keys.routes.ts';
export { ApiKeys, apiTokenOf } from './api-keys.service.ts';
