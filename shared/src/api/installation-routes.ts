import type * as closing from '../contract/closing.ts';
import type * as contract from '../contract/installation.ts';
import type * as grants from '../contract/support-grants.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const done = { method: 'POST', status: 204, idempotent: false } as const;
const make = { method: 'POST', status: 201, idempotent: true } as const;

/** Operations of the installation's administration, and of what organisations see and decide of it. */
export const installationRoutes = {
  listOrganisations: route<typeof contract.listOrganisations>()({ ...read, path: '/installation/organisations' }),
  createOrganisation: route<typeof contract.createOrganisation>()({ ...make, path: '/installation/organisations' }),
  freezeOrganisation: route<typeof contract.freezeOrganisation>()({
    ...done,
    path: '/installation/organisations/:id/freeze',
  }),
  getClosing: route<typeof closing.getClosing>()({ ...read, path: '/installation/organisations/:id/closing' }),
  closeOrganisation: route<typeof closing.closeOrganisation>()({
    ...done,
    path: '/installation/organisations/:id/closing',
  }),
  undoClosing: route<typeof closing.undoClosing>()({ ...done, path: '/installation/organisations/:id/closing/undo' }),
  inviteFirstAdministrator: route<typeof contract.inviteFirstAdministrator>()({
    ...done,
    path: '/installation/organisations/:id/invite',
  }),
  changeLicence: route<typeof contract.changeLicence>()({
    ...{ method: 'PUT', status: 204, idempotent: false },
    path: '/installation/organisations/:id/licence',
  }),
  getLicence: route<typeof contract.getLicence>()({ ...read, path: '/organisation/licence' }),
  listNodes: route<typeof contract.listNodes>()({ ...read, path: '/installation/nodes' }),
  listInstalledMethods: route<typeof contract.listInstalledMethods>()({
    ...read,
    path: '/installation/sign-in-methods',
  }),
  listSupportGrants: route<typeof grants.listSupportGrants>()({ ...read, path: '/organisation/support-grants' }),
  giveSupportGrant: route<typeof grants.giveSupportGrant>()({ ...make, path: '/organisation/support-grants' }),
  endSupportGrant: route<typeof grants.endSupportGrant>()({ ...done, path: '/organisation/support-grants/:id/end' }),
  listOwnSupportGrants: route<typeof grants.listOwnSupportGrants>()({ ...read, path: '/installation/grants' }),
  endOwnSupportGrant: route<typeof grants.endOwnSupportGrant>()({ ...done, path: '/installation/grants/:id/end' }),
} as const;
