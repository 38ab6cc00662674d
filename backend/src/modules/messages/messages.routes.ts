import {
  actOnRows,
  changeReplyRight,
  changeValidity,
  changeVerification,
  confirmNotified,
  createDownload,
  endAccess,
  findDraft,
  getMessage,
  getSenderNotification,
  getTimeline,
  listMessages,
  notifyAgain,
  openMessage,
  recallMessage,
  resolveRecipients,
  searchMessages,
  sendMessage,
  suggestRecipients,
} from '@sefos/shared/contract/messages.ts';
import { carryFile, getOrganisationReaders, getThread } from '@sefos/shared/contract/reading.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { ChangeService } from './change.service.ts';
import type { MessageDownloads } from './download.service.ts';
import type { ForwardService } from './forward.service.ts';
import { presentPage } from './lists.presenter.ts';
import type { ListsService } from './lists.service.ts';
import { presentHead, presentTimeline } from './messages.presenter.ts';
import type { OrganisationReading } from './organisation-reading.service.ts';
import type { ReadService } from './read.service.ts';
import type { RecallService } from './recall.service.ts';
import type { RecipientLookup } from './recipient-lookup.ts';
import type { RowActions } from './row-actions.service.ts';
import type { SendService } from './send.service.ts';
import type { SenderNotifications } from './sender-notification.service.ts';
import type { ThreadService } from './thread.service.ts';
import type { VerificationService } from './verification.service.ts';

export interface MessageServices {
  readonly sending: SendService;
  readonly senderNotifications: SenderNotifications;
  readonly lists: ListsService;
  readonly rowActions: RowActions;
  readonly reading: ReadService;
  readonly colleagues: OrganisationReading;
  readonly threads: ThreadService;
  readonly forwarding: ForwardService;
  readonly recalling: RecallService;
  readonly changing: ChangeService;
  readonly verifications: VerificationService;
  readonly downloads: MessageDownloads;
  readonly lookup: RecipientLookup;
}

/** HTTP of messages for account holders. */
export const registerMessageRoutes = (
  mount: Mount,
  {
    sending,
    senderNotifications,
    lists,
    rowActions,
    reading,
    colleagues,
    threads,
    forwarding,
    recalling,
    changing,
    verifications,
    downloads,
    lookup,
  }: MessageServices,
): void => {
  mount(sendMessage, ({ actor, body, idempotency }) => sending.send(actor, body, idempotency));
  mount(findDraft, ({ actor, params }) => sending.findDraft(actor, params.draftKey));
  mount(getSenderNotification, ({ actor, params }) => senderNotifications.mail(actor, params.id));
  mount(confirmNotified, ({ actor, params, body }) => senderNotifications.confirm(actor, params.id, body.by));
  mount(listMessages, async ({ actor, params, query }) => presentPage(await lists.list(actor, params.id, query)));
  mount(searchMessages, async ({ actor, params, body }) => presentPage(await lists.search(actor, params.id, body)));
  mount(actOnRows, ({ actor, params, body }) => rowActions.act(actor, params.id, body.action, body.ids));
  mount(getMessage, async ({ actor, params }) => {
    return presentHead(await reading.head(actor, params.id), actor.level);
  });
  mount(getThread, ({ actor, params, query }) => threads.page(actor, params.id, query));
  mount(carryFile, ({ actor, params, body }) => forwarding.carry(actor, params.id, body));
  mount(openMessage, ({ actor, params }) => reading.open(actor, params.id));
  mount(getTimeline, async ({ actor, params }) => presentTimeline(await reading.timeline(actor, params.id)));
  mount(getOrganisationReaders, ({ actor, params }) => colleagues.readers(actor, params.id));
  mount(recallMessage, ({ actor, params, body }) => recalling.recall(actor, params.id, body.recipientIds));
  mount(changeValidity, ({ actor, params, body }) =>
    changing.changeValidity(actor, params.id, Date.parse(body.validUntil), body.recipientIds),
  );
  mount(changeReplyRight, ({ actor, params, body }) => changing.changeReplyRight(actor, params.id, body.allowed));
  mount(endAccess, ({ actor, params, body }) => recalling.endAccess(actor, params.id, body.recipientId));
  mount(changeVerification, ({ actor, params, body: { recipientId, ...given } }) =>
    verifications.change(actor, params.id, recipientId, given),
  );
  mount(notifyAgain, ({ actor, params, body }) => changing.notifyAgain(actor, params.id, body.recipientId));
  mount(createDownload, ({ actor, params, body }) => downloads.createForAccount(actor, params.id, body.attachmentId));
  mount(resolveRecipients, ({ actor, body }) => lookup.resolve(actor, body.addresses));
  mount(suggestRecipients, ({ actor, query }) => lookup.suggest(actor, query.q));
};
