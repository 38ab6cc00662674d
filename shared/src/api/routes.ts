import type * as contract from '../contract/index.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const create = { method: 'POST', status: 201, idempotent: false } as const;

/** Every operation that the staff screens use; each is checked against the contract's endpoint of the same name. */
export const routes = {
  signInMethods: route<typeof contract.signInMethods>()({ ...read, path: '/sign-in/methods' }),
  signInWithPassword: route<typeof contract.signInWithPassword>()({ ...act, path: '/sign-in/password' }),
  verifySignInCode: route<typeof contract.verifySignInCode>()({ ...act, path: '/sign-in/code' }),
  resendSignInCode: route<typeof contract.resendSignInCode>()({ ...act, path: '/sign-in/code/resend' }),
  beginOidcSignIn: route<typeof contract.beginOidcSignIn>()({ ...act, path: '/sign-in/oidc' }),
  signInWithEntra: route<typeof contract.signInWithEntra>()({ ...act, path: '/sign-in/entra' }),
  beginHandover: route<typeof contract.beginHandover>()({ ...act, path: '/sign-in/handover' }),
  exchangeHandover: route<typeof contract.exchangeHandover>()({ ...act, path: '/sign-in/handover/exchange' }),
  getStepUpCode: route<typeof contract.getStepUpCode>()({ ...act, path: '/sign-in/step-up-window/code' }),
  enterStepUpWindow: route<typeof contract.enterStepUpWindow>()({ ...act, path: '/sign-in/step-up-window' }),
  getSession: route<typeof contract.getSession>()({ ...read, path: '/session' }),
  signOut: route<typeof contract.signOut>()({ method: 'DELETE', status: 204, idempotent: false, path: '/session' }),
  beginBankIdStepUp: route<typeof contract.beginBankIdStepUp>()({ ...create, path: '/session/step-up/bankid' }),
  collectBankIdStepUp: route<typeof contract.collectBankIdStepUp>()({
    ...act,
    path: '/session/step-up/bankid/:id/collect',
  }),
  beginOidcStepUp: route<typeof contract.beginOidcStepUp>()({ ...act, path: '/session/step-up/oidc' }),
  collectOidcStepUp: route<typeof contract.collectOidcStepUp>()({
    ...act,
    status: 204,
    path: '/session/step-up/oidc/collect',
  }),
  updateAccount: route<typeof contract.updateAccount>()({
    method: 'PATCH',
    status: 200,
    idempotent: false,
    path: '/account',
  }),
  getLevels: route<typeof contract.getLevels>()({ ...read, path: '/organisation/levels' }),
  listDelegations: route<typeof contract.listDelegations>()({ ...read, path: '/delegations' }),
  giveDelegation: route<typeof contract.giveDelegation>()({ ...create, path: '/delegations' }),
  endDelegation: route<typeof contract.endDelegation>()({
    method: 'DELETE',
    status: 204,
    idempotent: false,
    path: '/delegations/:id',
  }),
  getSignature: route<typeof contract.getSignature>()({ ...read, path: '/mailboxes/:id/signature' }),
  saveSignature: route<typeof contract.saveSignature>()({
    method: 'PUT',
    status: 200,
    idempotent: false,
    path: '/mailboxes/:id/signature',
  }),
  getMailboxes: route<typeof contract.getMailboxes>()({ ...read, path: '/mailboxes' }),
  listMessages: route<typeof contract.listMessages>()({ ...read, path: '/mailboxes/:id/messages' }),
  searchMessages: route<typeof contract.searchMessages>()({ ...act, path: '/mailboxes/:id/messages/search' }),
  actOnRows: route<typeof contract.actOnRows>()({ ...act, path: '/mailboxes/:id/messages/actions' }),
  resolveRecipients: route<typeof contract.resolveRecipients>()({ ...act, path: '/recipients/resolve' }),
  suggestRecipients: route<typeof contract.suggestRecipients>()({ ...read, path: '/recipients/suggest' }),
  sendMessage: route<typeof contract.sendMessage>()({ ...create, idempotent: true, path: '/messages' }),
  getMessage: route<typeof contract.getMessage>()({ ...read, path: '/messages/:id' }),
  getThread: route<typeof contract.getThread>()({ ...read, path: '/messages/:id/thread' }),
  carryFile: route<typeof contract.carryFile>()({ ...act, path: '/messages/:id/carried-files' }),
  openMessage: route<typeof contract.openMessage>()({ ...act, path: '/messages/:id/open' }),
  saveDraft: route<typeof contract.saveDraft>()({
    method: 'PUT',
    status: 200,
    idempotent: false,
    path: '/mailboxes/:id/drafts/:draftId',
  }),
  listDrafts: route<typeof contract.listDrafts>()({ ...read, path: '/mailboxes/:id/drafts' }),
  getDraft: route<typeof contract.getDraft>()({ ...read, path: '/mailboxes/:id/drafts/:draftId' }),
  deleteDraft: route<typeof contract.deleteDraft>()({
    method: 'DELETE',
    status: 204,
    idempotent: false,
    path: '/mailboxes/:id/drafts/:draftId',
  }),
  findDraft: route<typeof contract.findDraft>()({ ...read, path: '/messages/by-draft/:draftKey' }),
  getSenderNotification: route<typeof contract.getSenderNotification>()({
    ...read,
    path: '/messages/:id/notification',
  }),
  confirmNotified: route<typeof contract.confirmNotified>()({
    method: 'POST',
    status: 204,
    idempotent: false,
    path: '/messages/:id/notified',
  }),
  removeMailItem: route<typeof contract.removeMailItem>()({ ...act, path: '/microsoft365/mail-items/remove' }),
  getTimeline: route<typeof contract.getTimeline>()({ ...read, path: '/messages/:id/timeline' }),
  changeValidity: route<typeof contract.changeValidity>()({ ...act, path: '/messages/:id/validity' }),
  changeReplyRight: route<typeof contract.changeReplyRight>()({
    ...act,
    status: 204,
    path: '/messages/:id/reply-right',
  }),
  endAccess: route<typeof contract.endAccess>()({ ...act, status: 204, path: '/messages/:id/access-end' }),
  changeVerification: route<typeof contract.changeVerification>()({
    ...act,
    status: 204,
    path: '/messages/:id/verification',
  }),
  notifyAgain: route<typeof contract.notifyAgain>()({ ...act, status: 204, path: '/messages/:id/notify' }),
  recallMessage: route<typeof contract.recallMessage>()({ ...act, path: '/messages/:id/recall' }),
  createDownload: route<typeof contract.createDownload>()({ ...create, path: '/messages/:id/downloads' }),
  exportMessage: route<typeof contract.exportMessage>()({ ...create, path: '/messages/:id/exports' }),
} as const;
