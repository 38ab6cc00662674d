import type { LiveEvent } from '@sefos/shared/contract/live.ts';
import { insert, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { LiveEventEntity } from './mailbox.entity.ts';

/** The write that counts messages that became unread (+1) or read, recalled or gone (−1); never below zero. */
export const unreadChanged = (mailboxId: string, delta: 1 | -1): Statement =>
  delta > 0
    ? write('update mailbox set unread = unread + 1 where id = ?', mailboxId)
    : write('update mailbox set unread = unread - 1 where id = ? and unread > 0', mailboxId);

/** The write that lets batches which count rows of a mailbox come one after the other; belongs first into them. */
export const inTurn = (mailboxId: string): Statement =>
  write('update mailbox set unread = unread where id = ?', mailboxId);

const subjectOf = (event: LiveEvent): string => {
  if (event.type === 'mailbox-changed' || event.type === 'delegations-changed') return event.mailboxId;
  return event.type === 'draft-changed' ? event.draftId : event.messageId;
};

/** The write that tells live pages of a mailbox what to read again; belongs into the batch of what it tells of. */
export const liveEvent = (event: LiveEvent, nowMs: number): Statement =>
  insert(LiveEventEntity, {
    id: newId(nowMs),
    mailbox_id: event.mailboxId,
    type: event.type,
    message_id: subjectOf(event),
    recipient_id: 'recipientId' in event ? event.recipientId : null,
    at: nowMs,
  });
