import type * as factors from '../contract/account-factors.ts';
import type * as sessions from '../contract/account-sessions.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const create = { method: 'POST', status: 201, idempotent: false } as const;
const remove = { method: 'DELETE', status: 204, idempotent: false } as const;

/** Operations of second factors, passkeys, one's sessions and one's name: apart from the others, since few screens use them and they come late. */
export const factorRoutes = {
  sendSignInSms: route<typeof factors.sendSignInSms>()({ ...act, path: '/sign-in/factors/sms' }),
  askSignInPasskey: route<typeof factors.askSignInPasskey>()({ ...act, path: '/sign-in/factors/passkey' }),
  signInWithFactor: route<typeof factors.signInWithFactor>()({ ...act, path: '/sign-in/factors' }),
  getAccountFactors: route<typeof factors.getAccountFactors>()({ ...read, path: '/account/factors' }),
  changePassword: route<typeof factors.changePassword>()({
    method: 'PUT',
    status: 204,
    idempotent: false,
    path: '/account/password',
  }),
  beginTotp: route<typeof factors.beginTotp>()({ ...create, path: '/account/factors/totp' }),
  confirmTotp: route<typeof factors.confirmTotp>()({ ...act, status: 204, path: '/account/factors/totp/confirm' }),
  removeTotp: route<typeof factors.removeTotp>()({ ...remove, path: '/account/factors/totp' }),
  beginPasskey: route<typeof factors.beginPasskey>()({ ...act, path: '/account/factors/passkeys/challenge' }),
  addPasskey: route<typeof factors.addPasskey>()({ ...create, path: '/account/factors/passkeys' }),
  renamePasskey: route<typeof factors.renamePasskey>()({
    method: 'PATCH',
    status: 204,
    idempotent: false,
    path: '/account/factors/passkeys/:id',
  }),
  removePasskey: route<typeof factors.removePasskey>()({ ...remove, path: '/account/factors/passkeys/:id' }),
  makeRecoveryCodes: route<typeof factors.makeRecoveryCodes>()({ ...create, path: '/account/factors/recovery-codes' }),
  confirmWithPassword: route<typeof factors.confirmWithPassword>()({ ...act, path: '/session/confirm/password' }),
  sendConfirmSms: route<typeof factors.sendConfirmSms>()({ ...act, path: '/session/confirm/sms' }),
  askConfirmPasskey: route<typeof factors.askConfirmPasskey>()({ ...act, path: '/session/confirm/passkey' }),
  confirmSession: route<typeof factors.confirmSession>()({ ...act, path: '/session/confirm' }),
  listOwnSessions: route<typeof sessions.listOwnSessions>()({ ...read, path: '/account/sessions' }),
  endOwnSession: route<typeof sessions.endOwnSession>()({ ...remove, path: '/account/sessions/:id' }),
  changeOwnName: route<typeof sessions.changeOwnName>()({
    method: 'PUT',
    status: 200,
    idempotent: false,
    path: '/account/name',
  }),
  endOtherSessions: route<typeof sessions.endOtherSessions>()({ ...remove, path: '/account/sessions' }),
} as const;

/** What live events make old. */
export const factorKeys = { factors: ['account', 'factors'], sessions: ['account', 'sessions'] } as const;
