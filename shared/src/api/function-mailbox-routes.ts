import type * as contract from '../contract/function-mailboxes.ts';
import { route } from './route.ts';

const read = { method: 'GET', status: 200, idempotent: false } as const;
const act = { method: 'POST', status: 200, idempotent: false } as const;
const create = { method: 'POST', status: 201, idempotent: true } as const;
const replace = { method: 'PUT', status: 200, idempotent: false } as const;

/** Operations of function mailboxes: apart from the others, since few screens use them and they come late. */
export const functionMailboxRoutes = {
  listFunctionMailboxes: route<typeof contract.listFunctionMailboxes>()({ ...read, path: '/function-mailboxes' }),
  createFunctionMailbox: route<typeof contract.createFunctionMailbox>()({
    ...create,
    path: '/function-mailboxes',
  }),
  getFunctionMailbox: route<typeof contract.getFunctionMailbox>()({ ...read, path: '/function-mailboxes/:id' }),
  changeFunctionMailbox: route<typeof contract.changeFunctionMailbox>()({
    ...replace,
    path: '/function-mailboxes/:id',
  }),
  getFunctionMailboxContents: route<typeof contract.getFunctionMailboxContents>()({
    ...read,
    path: '/function-mailboxes/:id/contents',
  }),
  removeFunctionMailbox: route<typeof contract.removeFunctionMailbox>()({
    ...act,
    status: 204,
    path: '/function-mailboxes/:id/removal',
  }),
  listMailboxMembers: route<typeof contract.listMailboxMembers>()({ ...read, path: '/function-mailboxes/:id/members' }),
  addMailboxMembers: route<typeof contract.addMailboxMembers>()({ ...act, path: '/function-mailboxes/:id/members' }),
  changeMailboxMember: route<typeof contract.changeMailboxMember>()({
    ...replace,
    path: '/function-mailboxes/:id/members/:memberId',
  }),
  removeMailboxMembers: route<typeof contract.removeMailboxMembers>()({
    ...act,
    path: '/function-mailboxes/:id/members/removal',
  }),
  getMemberNotifications: route<typeof contract.getMemberNotifications>()({
    ...read,
    path: '/function-mailboxes/:id/notifications',
  }),
  saveMemberNotifications: route<typeof contract.saveMemberNotifications>()({
    ...replace,
    path: '/function-mailboxes/:id/notifications',
  }),
} as const;
