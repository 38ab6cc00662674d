import { createLinkDownload, getLinkAbsence, openLink, replyToLink } from '@sefos/shared/contract/links.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { MessageDownloads } from './download.service.ts';
import type { LinkAccess } from './link-access.ts';

/** HTTP of a message for somebody who followed a link and is identified. */
export const registerMessageLinkRoutes = (
  mount: Mount,
  { linkAccess, downloads }: { readonly linkAccess: LinkAccess; readonly downloads: MessageDownloads },
): void => {
  mount(openLink, ({ actor }) => linkAccess.open(actor));
  mount(createLinkDownload, ({ actor, body }) => downloads.createForLink(actor, body.attachmentId));
  mount(getLinkAbsence, ({ actor }) => linkAccess.absence(actor));
  mount(replyToLink, ({ actor, body, idempotency }) => linkAccess.reply(actor, body, idempotency));
};
