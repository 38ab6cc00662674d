import { getMailboxes } from '@sefos/shared/contract/messages.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { MailboxesService } from './mailboxes.service.ts';

export const mountMailboxRoutes = (mount: Mount, mailboxes: MailboxesService): void => {
  mount(getMailboxes, async ({ actor }) => {
    const list = await mailboxes.list(actor);
    return list.map(({ id, kind, name, address, unread }) => ({ id, kind, name, address, unread }));
  });
};
