import type { LiveEvent } from '@sefos/shared/contract/live.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
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

/**
 * The write that refuses its batch when an account is no longer a member of a function mailbox, and lets nobody take her out before
 * it is done; belongs before what is given to her.
 */
export const stillMember = (mailboxId: string, accountId: string, otherwise: () => Error): Statement =>
  guard(
    write('update mailbox_member set role = role where mailbox_id = ? and account_id = ?', mailboxId, accountId),
    otherwise,
  );

const subjectOf = (event: LiveEvent): string => {
  if (event.type === 'mailbox-changed' || event.type === 'delegations-changed') return event.mailboxId;
  if (event.type === 'account-changed' || event.type === 'account-renamed') return event.mailboxId;
  if (event.type === 'case-changed') return event.caseId;
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
