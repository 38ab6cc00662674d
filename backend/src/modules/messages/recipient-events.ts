import type { BounceReason, RecipientEventKind } from '@sefos/shared/domain/status.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { type MessageRecord, RecipientEventEntity, type RecipientRecord } from './message.entity.ts';
import { receiptStatements } from './sender-notice.ts';

/**
 * Of a message in a batch: nobody was taken from it, nor has a colleague opened it, since it was read. Takes its id, how many it was
 * taken from, its id, and how many colleagues have opened it.
 */
export const AS_READ =
  '(select count(*) from recipient where message_id = ? and (recalled_at is not null or purged_at is not null)) = ? and (select count(*) from organisation_reader where message_id = ?) = ?';

/** Thrown when a guarded change lost against another one; the caller reads again and decides anew. */
export class LostRace extends Error {}

/** Whether a recipient can no longer read and never did. */
export const isTakenFrom = (row: RecipientRecord): boolean =>
  row.opened_at === null && (row.recalled_at !== null || row.purged_at !== null);

type Of = {
  readonly message: Pick<MessageRecord, 'id' | 'sender_mailbox_id'>;
  readonly recipient: Pick<RecipientRecord, 'id'>;
};

/** A line of the timeline, told live to the sender's pages. */
export const timelineStatements = (
  { message, recipient }: Of,
  kind: RecipientEventKind,
  now: number,
  more: {
    readonly method?: string;
    readonly attachmentId?: string | null;
    readonly replyMessageId?: string;
    readonly reason?: BounceReason | null;
    readonly by?: string | null;
  } = {},
): Statement[] => {
  const event = insert(RecipientEventEntity, {
    id: newId(now),
    recipient_id: recipient.id,
    message_id: message.id,
    kind,
    at: now,
    method: more.method ?? null,
    attachment_id: more.attachmentId ?? null,
    reply_message_id: more.replyMessageId ?? null,
    reason: more.reason ?? null,
    by_name: more.by ?? null,
  });
  if (!message.sender_mailbox_id) return [event];
  return [
    event,
    liveEvent(
      {
        type: 'recipient-changed',
        mailboxId: message.sender_mailbox_id,
        messageId: message.id,
        recipientId: recipient.id,
      },
      now,
    ),
  ];
};

const COUNTS =
  'case when mailbox_id is not null and read_at is null and recalled_at is null and purged_at is null and archived_at is null and deleted_at is null then 1 else 0 end';

/**
 * The writes that let the mailbox's counter follow what a batch has done to a copy; after a write to that row, which thereby stands
 * still. What is counted is said by the row itself (`unread`), so that the counter is right whatever came before.
 */
export const settledStatements = (recipientId: string, mailboxId: string): Statement[] => [
  write(
    `update mailbox set unread = unread + (select ${COUNTS} - unread from recipient where id = ?) where id = ? and exists (select 1 from recipient where id = ? and unread <> ${COUNTS})`,
    recipientId,
    mailboxId,
    recipientId,
  ),
  write(`update recipient set unread = ${COUNTS} where id = ? and unread <> ${COUNTS}`, recipientId),
];

/** The writes that mark a copy as read by its reader, without a word to the sender. */
export const readStatements = (recipientId: string, mailboxId: string, now: number): Statement[] => [
  write('update recipient set read_at = ? where id = ? and read_at is null', now, recipientId),
  ...settledStatements(recipientId, mailboxId),
];

/** The first opening: refused by LostRace when the recipient opened already, or the sender recalled first. */
export const openedStatements = (
  of: {
    readonly message: Pick<MessageRecord, 'id' | 'sender_mailbox_id' | 'read_receipt'>;
    readonly recipient: Pick<RecipientRecord, 'id' | 'mailbox_id'>;
  },
  method: string,
  now: number,
  /** The delegate who opened it. */
  by: string | null = null,
): Statement[] => [
  guard(
    write(
      'update recipient set opened_at = ?, opened_method = ?, read_at = ? where id = ? and opened_at is null and recalled_at is null and purged_at is null',
      now,
      method,
      now,
      of.recipient.id,
    ),
    () => new LostRace(),
  ),
  ...(of.recipient.mailbox_id ? settledStatements(of.recipient.id, of.recipient.mailbox_id) : []),
  ...timelineStatements(of, 'opened', now, { method, by }),
  // Who wrote to herself need not be told.
  ...(of.recipient.mailbox_id !== null && of.recipient.mailbox_id === of.message.sender_mailbox_id
    ? []
    : receiptStatements(of, now)),
];

/** The writes that mark a received message as answered and tell its sender. `by` is the delegate who answered. */
export const repliedStatements = (
  of: Of,
  replyMessageId: string,
  now: number,
  by: string | null = null,
): Statement[] => [
  write('update recipient set replied_at = ? where id = ? and replied_at is null', now, of.recipient.id),
  ...timelineStatements(of, 'replied', now, { replyMessageId, by }),
];
