import type { MessageHead, MessagePage, MessageRow, RecipientView, Timeline } from '@sefos/shared/contract/messages.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { type RecipientFacts, type RecipientStatus, recipientStatus } from '@sefos/shared/domain/status.ts';
import { isChangeable } from './change.policy.ts';
import type { RecipientRecord } from './message.entity.ts';
import { type AccessedMessage, type Unavailable, unavailability } from './message-access.ts';
import type { SentSummary } from './messages.repository.ts';
import type { FolderPage, HeadParts, TimelineParts } from './read.service.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

const factsOf = (row: RecipientRecord): RecipientFacts => ({
  notification: row.notification as RecipientFacts['notification'],
  openedAt: row.opened_at,
  downloadedAt: row.downloaded_at,
  repliedAt: row.replied_at,
  recalledAt: row.recalled_at,
  purgedAt: row.purged_at,
  expiresAt: row.expires_at,
});

/** One status for a message with several recipients: trouble first, else how far the slowest has come. */
export const summaryStatus = (summary: SentSummary): RecipientStatus => {
  const { total } = summary;
  if (summary.recalled === total) return 'recalled';
  if (summary.purged === total) return 'purged';
  if (summary.bounced > 0) return 'bounced';
  if (summary.failed > 0) return 'notification-failed';
  const left = total - summary.recalled - summary.purged;
  if (summary.replied >= left) return 'replied';
  if (summary.downloaded >= left) return 'downloaded';
  if (summary.opened >= left) return 'opened';
  if (summary.opened + summary.expired >= left) return 'expired';
  return summary.notified > 0 ? 'notified' : 'sent';
};

type RowParts = Omit<FolderPage, 'rows' | 'nextCursor'> & FolderPage['rows'][number];

const rowUnavailable = ({ row, headline, level, folder }: RowParts): MessageRow['unavailable'] => {
  if (headline) return null;
  // What is gone is gone at every level: nobody should step up to learn that.
  if (folder === 'inbox' && row.recipient?.recalled_at != null) return 'recalled';
  if (row.purge_reason !== null) return row.purge_reason as Unavailable;
  if (row.key_wrapped === null) return 'purged';
  return satisfies(level, row.assurance_level as AssuranceLevel) ? 'purged' : 'step-up';
};

const rowStatus = ({ row, folder, summaries, now }: RowParts): RecipientStatus => {
  if (folder !== 'sent') return row.recipient ? recipientStatus(factsOf(row.recipient), now) : 'sent';
  const summary = summaries.find(({ message_id }) => message_id === row.message_id);
  return summary ? summaryStatus(summary) : 'sent';
};

const rowRecipients = ({ row, folder, firstRecipients }: RowParts): MessageRow['recipients'] => {
  // Whoever received it sees its other recipients when reading; hidden copies must not show here.
  if (folder === 'inbox') return [];
  if (folder === 'links' && row.recipient) return [{ name: row.recipient.name, address: row.recipient.address }];
  return firstRecipients
    .filter(({ message_id }) => message_id === row.message_id)
    .map(({ name, address }) => ({ name, address }));
};

const rowRecipientCount = ({ row, folder }: RowParts): number => {
  // As above: a number would tell of hidden copies.
  if (folder === 'inbox') return 0;
  return folder === 'links' ? 1 : row.recipient_count;
};

/** As the mailbox's counter has it. */
const isUnread = (recipient: RecipientRecord | null): boolean =>
  recipient?.opened_at == null && recipient?.recalled_at == null && recipient?.purged_at == null;

const presentRow = (parts: RowParts): MessageRow => {
  const { row, folder, headline } = parts;
  return {
    id: row.id,
    messageId: row.message_id,
    subject: headline?.subject ?? null,
    from: { name: row.sender_name, address: row.sender_address },
    recipients: rowRecipients(parts),
    recipientCount: rowRecipientCount(parts),
    assuranceLevel: row.assurance_level as AssuranceLevel,
    attachmentCount: row.attachment_count,
    at: instant(row.at),
    unread: folder === 'inbox' && isUnread(row.recipient),
    status: rowStatus(parts),
    method: folder === 'links' ? (row.recipient?.method ?? null) : null,
    unavailable: rowUnavailable(parts),
  };
};

export const presentPage = ({ rows, nextCursor, ...page }: FolderPage): MessagePage => ({
  rows: rows.map((row) => presentRow({ ...page, ...row })),
  nextCursor,
});

const presentRecipient = (row: RecipientRecord, forSender: boolean, now: number): RecipientView => ({
  id: row.id,
  kind: row.kind as RecipientView['kind'],
  address: row.address,
  name: row.name,
  addressKind: row.address_kind as RecipientView['addressKind'],
  status: forSender ? recipientStatus(factsOf(row), now) : null,
  method: forSender ? row.method : null,
  ...(forSender && isChangeable(row, now) ? { validUntil: instant(row.expires_at) } : {}),
  recallable: forSender && row.opened_at === null && row.recalled_at === null && row.purged_at === null,
});

/** Hidden copies are seen by the sender and by themselves alone. */
const visibleRecipients = ({ recipients, recipient }: AccessedMessage): RecipientRecord[] =>
  recipients.filter((other) => !recipient || other.kind !== 'bcc' || other.id === recipient.id);

export const presentHead = ({ accessed, original, now }: HeadParts, level: AssuranceLevel): MessageHead => {
  const { message, recipient } = accessed;
  const assuranceLevel = message.assurance_level as AssuranceLevel;
  return {
    id: message.id,
    role: recipient ? 'recipient' : 'sender',
    conversationId: message.conversation_id,
    inReplyTo: original,
    from: { name: message.sender_name, address: message.sender_address },
    recipients: visibleRecipients(accessed).map((row) => presentRecipient(row, recipient === null, now)),
    assuranceLevel,
    replyAllowed: recipient === null || message.reply_allowed === 1,
    ...(recipient === null ? { recipientsMayReply: message.reply_allowed === 1 } : {}),
    at: instant(message.sent_at),
    attachmentCount: message.attachment_count,
    validUntil: message.valid_until === null ? null : instant(message.valid_until),
    maxDownloads: message.max_downloads,
    stepUpNeeded: !satisfies(level, assuranceLevel),
    unavailable: unavailability(message, recipient),
  };
};

export const presentTimeline = ({ accessed, events, downloads, headline, now }: TimelineParts): Timeline =>
  accessed.recipients.map((row) => ({
    ...(accessed.message.max_downloads === null
      ? {}
      : {
          downloads: downloads
            .filter(({ holder_id }) => holder_id === row.id)
            .map(({ attachment_id, completed }) => ({
              attachmentName: headline?.attachments.find(({ id }) => id === attachment_id)?.name ?? null,
              completed,
            })),
        }),
    recipient: presentRecipient(row, true, now),
    events: events
      .filter(({ recipient_id }) => recipient_id === row.id)
      .map((event) => ({
        id: event.id,
        kind: event.kind as Timeline[number]['events'][number]['kind'],
        at: instant(event.at),
        method: event.method,
        attachmentName: headline?.attachments.find(({ id }) => id === event.attachment_id)?.name ?? null,
        allAttachments: event.kind === 'downloaded' && event.attachment_id === null,
        replyMessageId: event.reply_message_id,
      })),
  }));
