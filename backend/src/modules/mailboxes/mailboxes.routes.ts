import { getMailboxes } from '@sefos/shared/contract/messages.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { MailboxDoor } from './mailbox-door.ts';
import type { MailboxesService } from './mailboxes.service.ts';

export const mountMailboxRoutes = (mount: Mount, mailboxes: MailboxesService, door: MailboxDoor): void => {
  mount(getMailboxes, async ({ actor }) => {
    const list = [...(await mailboxes.list(actor)), ...(await door.list(actor))];
    return list.map(({ id, kind, name, address, unread, delegatedUntil, readOnly, administered, language }) => ({
      ...{ id, kind, name, address, unread },
      ...(readOnly ? { readOnly } : {}),
      ...(administered ? { administered } : {}),
      ...(language ? { language } : {}),
      delegatedUntil: delegatedUntil === null ? null : new Date(delegatedUntil).toISOString(),
    }));
  });
};
