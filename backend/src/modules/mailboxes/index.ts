export { registerLiveRoute } from './live.routes.ts';
export { LiveFeed, type LiveFeedOptions } from './live-feed.ts';
export { inTurn, liveEvent, unreadChanged } from './mailbox-events.ts';
export { mailboxRetention } from './mailbox-retention.ts';
export { mountMailboxRoutes } from './mailboxes.routes.ts';
export {
  type Mailbox,
  MailboxesService,
  type MailboxWithUnread,
  type NewPersonalMailbox,
  personalMailbox,
} from './mailboxes.service.ts';
