export { ProvisionedAccountsRepository } from './provisioned-accounts.repository.ts';
export { registerProvisioningRoutes } from './provisioning.routes.ts';
export { ProvisioningTokens } from './provisioning-tokens.service.ts';
export { registerScimRoutes } from './scim.routes.ts';
export { Scim } from './scim.service.ts';
