import { endDelegation, giveDelegation, listDelegations } from '@sefos/shared/contract/delegations.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { DelegationsService } from './delegations.service.ts';

/** HTTP of delegations. */
export const registerDelegationRoutes = (mount: Mount, delegations: DelegationsService): void => {
  mount(listDelegations, ({ actor }) => delegations.list(actor));
  mount(giveDelegation, ({ actor, body }) => delegations.give(actor, body));
  mount(endDelegation, ({ actor, params }) => delegations.end(actor, params.id));
};
