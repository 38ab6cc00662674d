import type * as contract from '../contract/organisation.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const replace = { method: 'PUT', status: 200, idempotent: false } as const;

/** Operations of an organisation's settings and of retention: apart from the others, since few screens use them and they come late. */
export const organisationRoutes = {
  getOrganisationSettings: route<typeof contract.getOrganisationSettings>()({
    ...read,
    path: '/organisation/settings',
  }),
  saveDays: route<typeof contract.saveDays>()({ ...replace, path: '/organisation/settings/days' }),
  listDomain: route<typeof contract.listDomain>()({ ...replace, path: '/organisation/settings/domains' }),
  previewRetention: route<typeof contract.previewRetention>()({ ...act, path: '/organisation/retention-preview' }),
  findMailboxRetention: route<typeof contract.findMailboxRetention>()({
    ...read,
    path: '/organisation/mailbox-retention',
  }),
  saveMailboxRetention: route<typeof contract.saveMailboxRetention>()({
    ...replace,
    path: '/organisation/mailbox-retention',
  }),
  holdMessage: route<typeof contract.holdMessage>()({ ...replace, status: 204, path: '/messages/:id/hold' }),
} as const;
