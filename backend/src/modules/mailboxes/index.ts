export { DelegationTurns, delegationJobs } from './delegation-turns.job.ts';
export { DelegationsRepository, endGivenDelegations } from './delegations.repository.ts';
export { registerDelegationRoutes } from './delegations.routes.ts';
export { DelegationsService } from './delegations.service.ts';
export { FunctionMailboxNames } from './function-mailbox-names.ts';
export { FunctionMailboxesRepository } from './function-mailboxes.repository.ts';
export { registerFunctionMailboxRoutes } from './function-mailboxes.routes.ts';
export { FunctionMailboxesService } from './function-mailboxes.service.ts';
export { handOverStatements } from './hand-over.ts';
export { registerLiveRoute } from './live.routes.ts';
export { LiveFeed, type LiveFeedOptions } from './live-feed.ts';
export { MailboxDoor } from './mailbox-door.ts';
export { inTurn, liveEvent, stillMember, unreadChanged } from './mailbox-events.ts';
export { MailboxMembersRepository, type NamedMember } from './mailbox-members.repository.ts';
export { MailboxMembersService } from './mailbox-members.service.ts';
export { mailboxRetention } from './mailbox-retention.ts';
export { mountMailboxRoutes } from './mailboxes.routes.ts';
export {
  type EnteredMailbox,
  type Mailbox,
  MailboxesService,
  type MailboxWithUnread,
  type NewPersonalMailbox,
  padToPowerOfTwo,
  personalMailbox,
} from './mailboxes.service.ts';
export { MemberNotificationsService, type MemberReader } from './member-notifications.service.ts';
export { MembersChanged, memberChangeJobs } from './members-changed.job.ts';
export { refuseReadOnly } from './read-only.ts';
