import type { RecipientEventKind } from '@sefos/shared/domain/status.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { liveEvent, unreadChanged } from '../mailboxes/index.ts';
import { type MessageRecord, RecipientEventEntity, type RecipientRecord } from './message.entity.ts';

/** Thrown when a guarded change lost against another one; the caller reads again and decides anew. */
export class LostRace extends Error {}

/** Whether a recipient can no longer read and never did. */
export const isTakenFrom = (row: RecipientRecord): boolean =>
  row.recalled_at !== null || (row.purged_at !== null && row.opened_at === null);

type Of = {
  readonly message: Pick<MessageRecord, 'id' | 'sender_mailbox_id'>;
  readonly recipient: Pick<RecipientRecord, 'id'>;
};

/** A line of the timeline, told live to the sender's pages. */
export const timelineStatements = (
  { message, recipient }: Of,
  kind: RecipientEventKind,
  now: number,
  more: { readonly method?: string; readonly attachmentId?: string | null; readonly replyMessageId?: string } = {},
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

/** The first opening: refused by LostRace when the recipient opened already, or the sender recalled first. */
export const openedStatements = (
  of: Of & { readonly recipient: Pick<RecipientRecord, 'id' | 'mailbox_id'> },
  method: string,
  now: number,
): Statement[] => [
  guard(
    write(
      'update recipient set opened_at = ?, opened_method = ? where id = ? and opened_at is null and recalled_at is null and purged_at is null',
      now,
      method,
      of.recipient.id,
    ),
    () => new LostRace(),
  ),
  ...(of.recipient.mailbox_id ? [unreadChanged(of.recipient.mailbox_id, -1)] : []),
  ...timelineStatements(of, 'opened', now, { method }),
];
