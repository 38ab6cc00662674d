import { type Statement, write } from '../../platform/database/statements.ts';
import { enqueue, enqueueFrom } from '../../platform/jobs/outbox.ts';
import { liveEvent } from '../mailboxes/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';

export const SENDER_NOTICE_JOB = 'tell-sender';

/** What a sender is told of one recipient. */
export type SenderNoticeKind = 'opened' | 'mismatch';

/** Mails of somebody who is not the recipient: at most one a recipient in this time, however often she tries. */
export const MISMATCH_MAIL_MILLISECONDS = 86_400_000;

type Of = {
  readonly message: Pick<MessageRecord, 'id' | 'sender_mailbox_id' | 'read_receipt'>;
  readonly recipient: Pick<RecipientRecord, 'id'>;
};

/** The writes of a read receipt, where the sender asked for one; they belong to the batch that opens for the first time. */
export const receiptStatements = ({ message, recipient }: Of, now: number): Statement[] =>
  message.sender_mailbox_id && message.read_receipt === 1
    ? [
        liveEvent(
          {
            type: 'message-opened',
            mailboxId: message.sender_mailbox_id,
            messageId: message.id,
            recipientId: recipient.id,
          },
          now,
        ),
        enqueue(SENDER_NOTICE_JOB, { kind: 'opened', recipientId: recipient.id }, now),
      ]
    : [];

/** The writes that tell a sender that somebody could not prove to be the recipient: live each time, by mail once a day. */
export const mismatchStatements = ({ message, recipient }: Of, now: number): Statement[] =>
  message.sender_mailbox_id
    ? [
        liveEvent(
          {
            type: 'identity-mismatch',
            mailboxId: message.sender_mailbox_id,
            messageId: message.id,
            recipientId: recipient.id,
          },
          now,
        ),
        // Holds the row: of two at once, the second reads what the first has written.
        write('update recipient set position = position where id = ?', recipient.id),
        enqueueFrom(
          SENDER_NOTICE_JOB,
          { kind: 'mismatch', recipientId: recipient.id, at: now },
          now,
          write(
            'recipient where id = ? and (mismatch_told_at is null or mismatch_told_at <= ?)',
            recipient.id,
            now - MISMATCH_MAIL_MILLISECONDS,
          ),
        ),
        write(
          'update recipient set mismatch_told_at = ? where id = ? and (mismatch_told_at is null or mismatch_told_at <= ?)',
          now,
          recipient.id,
          now - MISMATCH_MAIL_MILLISECONDS,
        ),
      ]
    : [];
