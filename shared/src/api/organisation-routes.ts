import type * as apiKeys from '../contract/api-keys.ts';
import type * as mailServer from '../contract/mail-server.ts';
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
  saveLevel: route<typeof contract.saveLevel>()({ ...replace, path: '/organisation/settings/levels' }),
  saveSessionRules: route<typeof contract.saveSessionRules>()({ ...replace, path: '/organisation/settings/session' }),
  saveSignIn: route<typeof contract.saveSignIn>()({ ...replace, path: '/organisation/settings/sign-in' }),
  saveSecondFactors: route<typeof contract.saveSecondFactors>()({
    ...replace,
    path: '/organisation/settings/second-factors',
  }),
  previewSecondFactors: route<typeof contract.previewSecondFactors>()({
    ...act,
    path: '/organisation/settings/second-factors/preview',
  }),
  saveMessageRules: route<typeof contract.saveMessageRules>()({ ...replace, path: '/organisation/settings/messages' }),
  saveSender: route<typeof contract.saveSender>()({ ...replace, path: '/organisation/settings/sender' }),
  saveLogo: route<typeof contract.saveLogo>()({ ...replace, path: '/organisation/settings/logo' }),
  previewMail: route<typeof contract.previewMail>()({ ...act, path: '/organisation/mail-preview' }),
  listApiKeys: route<typeof apiKeys.listApiKeys>()({ ...read, path: '/organisation/api-keys' }),
  createApiKey: route<typeof apiKeys.createApiKey>()({ ...act, status: 201, path: '/organisation/api-keys' }),
  revokeApiKey: route<typeof apiKeys.revokeApiKey>()({
    ...act,
    status: 204,
    path: '/organisation/api-keys/:id/revoke',
  }),
  getMailServer: route<typeof mailServer.getMailServer>()({ ...read, path: '/organisation/mail-server' }),
  saveMailServer: route<typeof mailServer.saveMailServer>()({ ...replace, path: '/organisation/mail-server' }),
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
