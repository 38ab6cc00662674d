import type * as accounts from '../contract/accounts.ts';
import type * as provisioning from '../contract/provisioning.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const done = { method: 'POST', status: 204, idempotent: false } as const;

/** Operations of an organisation's accounts, domains and directory: apart from the others, since few screens use them. */
export const accountRoutes = {
  list: route<typeof accounts.listAccounts>()({ ...read, path: '/organisation/accounts' }),
  add: route<typeof accounts.addAccount>()({
    ...{ method: 'POST', status: 201, idempotent: true },
    path: '/organisation/accounts',
  }),
  change: route<typeof accounts.changeAccount>()({
    ...{ method: 'PATCH', status: 200, idempotent: false },
    path: '/organisation/accounts/:id',
  }),
  phone: route<typeof accounts.getAccountPhone>()({ ...read, path: '/organisation/accounts/:id/phone' }),
  freeze: route<typeof accounts.freezeAccounts>()({ ...act, path: '/organisation/accounts/freeze' }),
  invite: route<typeof accounts.inviteAccounts>()({ ...act, path: '/organisation/accounts/invite' }),
  revoke: route<typeof accounts.revokeInvitations>()({ ...act, path: '/organisation/accounts/revoke-invitations' }),
  remove: route<typeof accounts.removeAccount>()({ ...done, path: '/organisation/accounts/:id/remove' }),
  reset: route<typeof accounts.resetSignIn>()({ ...done, path: '/organisation/accounts/:id/reset-sign-in' }),
  import: route<typeof accounts.importAccounts>()({ ...act, path: '/organisation/accounts/import' }),
  viewInvitation: route<typeof accounts.viewInvitation>()({ ...act, path: '/invitations/view' }),
  acceptInvitation: route<typeof accounts.acceptInvitation>()({ ...done, path: '/invitations/accept' }),
  domains: route<typeof provisioning.listOwnDomains>()({ ...read, path: '/organisation/domains' }),
  addDomain: route<typeof provisioning.addOwnDomain>()({ ...act, path: '/organisation/domains' }),
  checkDomain: route<typeof provisioning.checkOwnDomain>()({ ...act, path: '/organisation/domains/check' }),
  removeDomain: route<typeof provisioning.removeOwnDomain>()({ ...done, path: '/organisation/domains/remove' }),
  directory: route<typeof provisioning.getProvisioning>()({ ...read, path: '/organisation/provisioning' }),
  makeToken: route<typeof provisioning.makeProvisioningToken>()({
    ...{ method: 'POST', status: 201, idempotent: false },
    path: '/organisation/provisioning/tokens',
  }),
  revokeToken: route<typeof provisioning.revokeProvisioningToken>()({
    ...done,
    path: '/organisation/provisioning/tokens/:id/revoke',
  }),
} as const;
