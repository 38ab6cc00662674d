import {
  getProvisioning,
  makeProvisioningToken,
  revokeProvisioningToken,
} from '@sefos/shared/contract/provisioning.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ProvisioningTokens } from './provisioning-tokens.service.ts';

/** HTTP of the tokens that directories provision accounts with, for an organisation's administrators. */
export const registerProvisioningRoutes = (mount: Mount, tokens: ProvisioningTokens): void => {
  mount(getProvisioning, ({ actor }) => tokens.get(actor));
  mount(makeProvisioningToken, ({ actor, body }) => tokens.make(actor, body));
  mount(revokeProvisioningToken, ({ actor, params }) => tokens.revoke(actor, params.id));
};
