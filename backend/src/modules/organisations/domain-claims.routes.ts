import { addOwnDomain, checkOwnDomain, listOwnDomains, removeOwnDomain } from '@sefos/shared/contract/provisioning.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { DomainClaims } from './domain-claims.service.ts';

/** HTTP of an organisation's own domains, for its administrators. */
export const registerDomainClaimRoutes = (mount: Mount, claims: DomainClaims): void => {
  mount(listOwnDomains, ({ actor }) => claims.list(actor));
  mount(addOwnDomain, ({ actor, body }) => claims.add(actor, body.domain));
  mount(checkOwnDomain, ({ actor, body }) => claims.check(actor, body.domain));
  mount(removeOwnDomain, ({ actor, body }) => claims.remove(actor, body.domain));
};
