import { changeOwnName } from '@sefos/shared/contract/account-sessions.ts';
import {
  acceptInvitation,
  addAccount,
  changeAccount,
  freezeAccounts,
  getAccountPhone,
  importAccounts,
  inviteAccounts,
  listAccounts,
  removeAccount,
  resetSignIn,
  revokeInvitations,
  viewInvitation,
} from '@sefos/shared/contract/accounts.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { AccountImport } from './account-import.service.ts';
import type { AccountsAdministration } from './accounts-administration.service.ts';
import type { Invitations } from './invitations.service.ts';
import type { OwnName } from './own-name.service.ts';

/** HTTP of an organisation's accounts, for its administrators, of the invitations that they send, and of one's own name. */
export const registerAccountsAdministrationRoutes = (
  mount: Mount,
  {
    accountsAdministration: administration,
    accountImport,
    invitations,
    ownName,
  }: {
    readonly accountsAdministration: AccountsAdministration;
    readonly accountImport: AccountImport;
    readonly invitations: Invitations;
    readonly ownName: OwnName;
  },
): void => {
  mount(listAccounts, ({ actor, query }) => administration.list(actor, query));
  mount(addAccount, ({ actor, body, idempotency }) => administration.add(actor, body, idempotency));
  mount(changeAccount, ({ actor, params, body }) => administration.change(actor, params.id, body));
  mount(getAccountPhone, ({ actor, params }) => administration.phone(actor, params.id));
  mount(freezeAccounts, ({ actor, body }) => administration.freeze(actor, body.ids, body.frozen));
  mount(inviteAccounts, ({ actor, body }) => administration.invite(actor, body.ids));
  mount(revokeInvitations, ({ actor, body }) => administration.revokeInvitations(actor, body.ids));
  mount(removeAccount, ({ actor, params, body }) => administration.remove(actor, params.id, body));
  mount(resetSignIn, ({ actor, params }) => administration.resetSignIn(actor, params.id));
  mount(importAccounts, async ({ actor, body }) => ({ rows: await accountImport.run(actor, body) }));
  mount(changeOwnName, ({ actor, body }) => ownName.change(body, actor));
  mount(viewInvitation, ({ body, ip }) => invitations.view(body.token, ip));
  mount(acceptInvitation, ({ body, ip }) => invitations.accept(body, ip));
};
