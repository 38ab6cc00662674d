import {
  addMailboxMembers,
  changeFunctionMailbox,
  changeMailboxMember,
  createFunctionMailbox,
  getFunctionMailbox,
  getFunctionMailboxContents,
  getMemberNotifications,
  listFunctionMailboxes,
  listMailboxMembers,
  removeFunctionMailbox,
  removeMailboxMembers,
  saveMemberNotifications,
} from '@sefos/shared/contract/function-mailboxes.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { FunctionMailboxesService } from './function-mailboxes.service.ts';
import type { MailboxMembersService } from './mailbox-members.service.ts';
import type { MemberNotificationsService } from './member-notifications.service.ts';

/** HTTP of function mailboxes and of who is in them. */
export const registerFunctionMailboxRoutes = (
  mount: Mount,
  parts: {
    readonly functionMailboxes: FunctionMailboxesService;
    readonly mailboxMembers: MailboxMembersService;
    readonly memberNotifications: MemberNotificationsService;
  },
): void => {
  const { functionMailboxes, mailboxMembers, memberNotifications } = parts;
  mount(listFunctionMailboxes, ({ actor, query }) => functionMailboxes.list(actor, query));
  mount(createFunctionMailbox, ({ actor, body, idempotency }) => functionMailboxes.create(actor, body, idempotency));
  mount(getFunctionMailbox, ({ actor, params }) => functionMailboxes.get(actor, params.id));
  mount(changeFunctionMailbox, ({ actor, params, body }) => functionMailboxes.change(actor, params.id, body));
  mount(getFunctionMailboxContents, ({ actor, params }) => functionMailboxes.contents(actor, params.id));
  mount(removeFunctionMailbox, ({ actor, params, body }) => functionMailboxes.remove(actor, params.id, body.name));
  mount(listMailboxMembers, ({ actor, params }) => mailboxMembers.list(actor, params.id));
  mount(addMailboxMembers, ({ actor, params, body }) => mailboxMembers.add(actor, params.id, body));
  mount(changeMailboxMember, ({ actor, params, body }) =>
    mailboxMembers.changeRole(actor, params.id, params.memberId, body.role),
  );
  mount(removeMailboxMembers, ({ actor, params, body }) => mailboxMembers.remove(actor, params.id, body.ids));
  mount(getMemberNotifications, ({ actor, params }) => memberNotifications.get(actor, params.id));
  mount(saveMemberNotifications, ({ actor, params, body }) => memberNotifications.save(actor, params.id, body));
};
