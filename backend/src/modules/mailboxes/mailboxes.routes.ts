import { getMailboxes } from '@sefos/shared/contract/messages.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { DelegatedMailboxes } from './delegated-mailboxes.ts';
import type { MailboxesService } from './mailboxes.service.ts';

export const mountMailboxRoutes = (mount: Mount, mailboxes: MailboxesService, delegated: DelegatedMailboxes): void => {
  mount(getMailboxes, async ({ actor }) => {
    const list = [...(await mailboxes.list(actor)), ...(await delegated.list(actor))];
    return list.map(({ id, kind, name, address, unread, delegatedUntil }) => ({
      ...{ id, kind, name, address, unread },
      delegatedUntil: delegatedUntil === null ? null : new Date(delegatedUntil).toISOString(),
    }));
  });
};
