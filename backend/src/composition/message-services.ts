import { AttachmentCopies } from '../modules/attachments/index.ts';
import { DraftsSweep } from '../modules/drafts/index.ts';
import { LinkVerification } from '../modules/links/index.ts';
import {
  ActivityJob,
  AutoReplyJob,
  ChangeService,
  DeletedCopies,
  ExpirySweep,
  ForwardService,
  MessageDownloads,
  NotificationJob,
  ReadService,
  RecallService,
  RecipientHistory,
  RecipientLookup,
  ReminderMails,
  ReminderSweep,
  RetentionAdministration,
  type RetentionRepository,
  RetentionSweep,
  RowActions,
  SearchFill,
  SenderNotices,
  SenderNotifications,
  VerificationService,
} from '../modules/messages/index.ts';
import { SearchBlocks, type SearchRepository } from '../modules/search/index.ts';

type PartsOf<C extends abstract new (parts: never) => unknown> = ConstructorParameters<C>[0];

type Parts = PartsOf<typeof ActivityJob> &
  PartsOf<typeof AutoReplyJob> &
  PartsOf<typeof ChangeService> &
  PartsOf<typeof DeletedCopies> &
  PartsOf<typeof ExpirySweep> &
  Omit<PartsOf<typeof ForwardService>, 'copies'> &
  PartsOf<typeof MessageDownloads> &
  PartsOf<typeof NotificationJob> &
  PartsOf<typeof ReadService> &
  PartsOf<typeof RecallService> &
  Omit<PartsOf<typeof RecipientLookup>, 'history' | 'absentUntil'> &
  PartsOf<typeof ReminderMails> &
  Omit<PartsOf<typeof RetentionAdministration>, 'repository'> &
  PartsOf<typeof RowActions> &
  PartsOf<typeof SearchFill> &
  PartsOf<typeof SenderNotices> &
  PartsOf<typeof SenderNotifications> &
  Omit<PartsOf<typeof VerificationService>, 'verification'> &
  PartsOf<typeof LinkVerification> &
  Pick<PartsOf<typeof DraftsSweep>, 'drafts'> & {
    readonly attachments: PartsOf<typeof AttachmentCopies>['attachments'];
    readonly draftRows: PartsOf<typeof DraftsSweep>['repository'];
    readonly retentionRows: RetentionRepository;
    readonly searched: SearchRepository;
  };

/** What is done with messages, and the jobs that go on by themselves: everything that nothing else is made of. */
export const makeMessageServices = (parts: Parts) => {
  const { database, clock, autoReplies, retentionRows, searched } = parts;
  return {
    rowActions: new RowActions(parts),
    reading: new ReadService(parts),
    forwarding: new ForwardService({ ...parts, copies: new AttachmentCopies(parts) }),
    changing: new ChangeService(parts),
    verifications: new VerificationService({ ...parts, verification: new LinkVerification(parts) }),
    recalling: new RecallService(parts),
    messageDownloads: new MessageDownloads(parts),
    lookup: new RecipientLookup({
      ...parts,
      history: new RecipientHistory(database),
      absentUntil: (ids) => autoReplies.absentUntil(ids, clock.now().getTime()),
    }),
    senderNotifications: new SenderNotifications(parts),
    senderNotices: new SenderNotices(parts),
    autoReplyJob: new AutoReplyJob(parts),
    activities: new ActivityJob(parts),
    notifications: new NotificationJob(parts),
    expiry: new ExpirySweep(parts),
    draftsSweep: new DraftsSweep({ ...parts, repository: parts.draftRows }),
    retentionAdministration: new RetentionAdministration({ ...parts, repository: retentionRows }),
    retentionSweep: new RetentionSweep({ ...parts, repository: retentionRows }),
    deletedCopies: new DeletedCopies(parts),
    searchFill: new SearchFill(parts),
    searchBlocks: new SearchBlocks({ database, clock, repository: searched }),
    reminders: new ReminderSweep({ ...parts, repository: parts.reminders }),
    reminderMails: new ReminderMails(parts),
  };
};
