import type { MessageHead, RecipientView, Timeline } from '@sefos/shared/contract/messages.ts';
import type { RetentionPreview as RetentionPreviewView } from '@sefos/shared/contract/organisation.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { type BounceReason, type RecipientFacts, recipientStatus } from '@sefos/shared/domain/status.ts';
import { isChangeable } from './change.policy.ts';
import { RESTORABLE_MILLISECONDS } from './deleted-copies.job.ts';
import type { RecipientRecord } from './message.entity.ts';
import { type AccessedMessage, unavailability } from './message-access.ts';
import { senderOf } from './messages.domain.ts';
import type { ColleagueMessage } from './organisation-reading.service.ts';
import type { HeadParts, TimelineParts } from './read.service.ts';
import type { RetentionPreview } from './retention-preview.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

/** What the sender is told of a recipient; that she deleted her own copy is not part of it. */
export const factsOf = (row: RecipientRecord): RecipientFacts => ({
  notification: row.notification as RecipientFacts['notification'],
  openedAt: row.opened_at,
  downloadedAt: row.downloaded_at,
  repliedAt: row.replied_at,
  recalledAt: row.recalled_at,
  purgedAt: row.mailbox_id !== null && row.deleted_at !== null ? null : row.purged_at,
  expiresAt: row.expires_at,
});

/** It has come to her inbox, and no mail has told her of it. */
const isUnnotified = (row: RecipientRecord, now: number): boolean =>
  row.notification === 'none' && recipientStatus(factsOf(row), now) === 'sent';

export const presentRecipient = (row: RecipientRecord, forSender: boolean, now: number): RecipientView => ({
  id: row.id,
  kind: row.kind as RecipientView['kind'],
  address: row.address,
  name: row.name,
  addressKind: row.address_kind as RecipientView['addressKind'],
  status: forSender ? recipientStatus(factsOf(row), now) : null,
  ...(forSender && isUnnotified(row, now) ? { unnotified: true as const } : {}),
  method: forSender ? row.method : null,
  ...(forSender && isChangeable(row, now) ? { validUntil: instant(row.expires_at) } : {}),
  recallable: forSender && row.opened_at === null && row.recalled_at === null && row.purged_at === null,
  ...(forSender && row.opened_at !== null && row.recalled_at === null && row.purged_at === null
    ? { accessEndable: true }
    : {}),
});

/** Hidden copies are seen by the sender and by themselves alone. */
export const visibleRecipients = ({
  recipients,
  recipient,
}: Pick<AccessedMessage, 'recipients' | 'recipient'>): RecipientRecord[] =>
  recipients.filter((other) => !recipient || other.kind !== 'bcc' || other.id === recipient.id);

export const presentHead = (head: HeadParts | ColleagueMessage, level: AssuranceLevel): MessageHead =>
  'accessed' in head ? presentOwnHead(head, level) : presentColleagueHead(head, level);

/** The member who wrote it in a function mailbox; for readers of the sender's organisation alone. */
const writtenBy = ({ written_by }: Pick<AccessedMessage['message'], 'written_by'>): { writtenBy?: string } =>
  written_by === null ? {} : { writtenBy: written_by };

const presentOwnHead = (
  { accessed, original, shareable, held, mayHold, now }: HeadParts,
  level: AssuranceLevel,
): MessageHead => {
  const { message, recipient } = accessed;
  const assuranceLevel = message.assurance_level as AssuranceLevel;
  const unavailable = unavailability(message, recipient);
  const deletedAt = unavailable ? null : recipient ? recipient.deleted_at : message.sender_deleted_at;
  return {
    id: message.id,
    role: recipient ? 'recipient' : 'sender',
    inReplyTo: original,
    from: senderOf(message),
    ...(recipient === null || recipient.address_kind === 'internal' ? writtenBy(message) : {}),
    ...(message.automatic === 1 ? { automatic: true } : {}),
    recipients: visibleRecipients(accessed).map((row) => presentRecipient(row, recipient === null, now)),
    assuranceLevel,
    replyAllowed: recipient === null || message.reply_allowed === 1,
    ...(recipient === null ? { recipientsMayReply: message.reply_allowed === 1 } : {}),
    at: instant(message.sent_at),
    attachmentCount: message.attachment_count,
    validUntil: message.valid_until === null ? null : instant(message.valid_until),
    maxDownloads: message.max_downloads,
    ...(message.read_receipt === 1 && recipient?.opened_at == null ? { readReceipt: true } : {}),
    ...(message.organisation_holder_id === null ? {} : { audience: 'recipientsAndOrganisation' as const }),
    ...(shareable ? { shareable } : {}),
    ...(held ? { held } : {}),
    ...(mayHold ? { mayHold } : {}),
    stepUpNeeded: !satisfies(level, assuranceLevel),
    unavailable,
    ...(deletedAt === null ? {} : { deletedUntil: instant(deletedAt + RESTORABLE_MILLISECONDS) }),
  };
};

/** What a colleague is told who neither sent nor received it: nothing of the conversation, no right to answer. */
const presentColleagueHead = (
  { message, recipients, unavailable, now }: ColleagueMessage,
  level: AssuranceLevel,
): MessageHead => {
  const assuranceLevel = message.assurance_level as AssuranceLevel;
  return {
    id: message.id,
    role: 'colleague',
    inReplyTo: null,
    from: senderOf(message),
    ...writtenBy(message),
    recipients: recipients.map((row) => ({ ...presentRecipient(row, false, now) })),
    assuranceLevel,
    replyAllowed: false,
    at: instant(message.sent_at),
    attachmentCount: message.attachment_count,
    validUntil: message.valid_until === null ? null : instant(message.valid_until),
    maxDownloads: message.max_downloads,
    audience: 'recipientsAndOrganisation',
    ...(unavailable ? {} : { shareable: true }),
    stepUpNeeded: !satisfies(level, assuranceLevel),
    unavailable,
  };
};

const maskedPhoneOf = ({ id }: RecipientRecord, phones: TimelineParts['phones']): { maskedPhone?: string } => {
  const maskedPhone = phones.get(id);
  return maskedPhone === undefined ? {} : { maskedPhone };
};

export const presentTimeline = ({ accessed, events, downloads, headline, phones, now }: TimelineParts): Timeline =>
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
    recipient: { ...presentRecipient(row, true, now), ...maskedPhoneOf(row, phones) },
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
        ...(event.reason === null ? {} : { reason: event.reason as BounceReason }),
        ...(event.by_name === null ? {} : { by: event.by_name }),
        ...(event.reason === null ? {} : { reason: event.reason as BounceReason }),
      })),
  }));

export const presentPreview = ({ exact, oldest, ...counts }: RetentionPreview): RetentionPreviewView => ({
  ...counts,
  oldest: oldest === null ? null : instant(oldest),
  ...(exact ? {} : { atLeast: true as const }),
});
