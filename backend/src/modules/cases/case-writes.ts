import type { CaseEvent } from '@sefos/shared/contract/cases.ts';
import { guard, insert, type SqlValue, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../platform/jobs/scrub.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { MailboxCaseEntity } from './case.entity.ts';

/** Thrown inside a batch when a case is no more as it must be; the caller reads again and says why. */
export class CaseMoved extends Error {}

/** A condition on rows of `mailbox_case` with its values. */
export interface Where {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}
/** Who did it; null = it came about by itself. */
export type Doer = { readonly accountId: string; readonly displayName: string } | null;
/** A line of the history that is to be written. */
export interface Happened {
  readonly kind: CaseEvent['kind'];
  readonly by: Doer;
  readonly about?: string | null;
}

/** The write of one line for every case that a condition finds, under its revision, which has just been counted up. */
const historyLine = ({ kind, by, about = null }: Happened, where: Where, now: number): Statement =>
  write(
    `insert into case_event (case_id, number, kind, at, account_id, name, about) select id, revision, ?, cast(? as bigint), ?, ?, ? from mailbox_case where ${where.sql}`,
    ...[kind, now, by?.accountId ?? null, by?.displayName ?? null, about],
    ...where.values,
  );

/** What an action does to a case. */
export interface CaseChange extends Happened {
  /** Columns that it sets. */
  readonly set?: Where;
  /** The state that it must have for that. */
  readonly from: Where;
}

/** The writes of an action: the case from exactly the state that it must have, a line of its history, a word to live pages; else CaseMoved. */
export const changeCase = (
  { mailboxId, caseId }: { readonly mailboxId: string; readonly caseId: string },
  { set, from, ...happened }: CaseChange,
  now: number,
): Statement[] => [
  guard(
    write(
      `update mailbox_case set ${set ? `${set.sql}, ` : ''}revision = revision + 1 where id = ? and mailbox_id = ? and deleted_at is null and ${from.sql}`,
      ...(set?.values ?? []),
      ...[caseId, mailboxId],
      ...from.values,
    ),
    () => new CaseMoved(),
  ),
  historyLine(happened, { sql: 'id = ?', values: [caseId] }, now),
  liveEvent({ type: 'case-changed', mailboxId, caseId }, now),
];

/** A message as it comes into a function mailbox. */
export interface Arrival {
  readonly mailboxId: string;
  readonly organisationId: string;
  readonly conversationId: string;
  readonly recipientId: string;
  /** No person sent it: it joins its case, and opens none again. */
  readonly automatic: boolean;
}

/**
 * The writes that begin a case with a message, or let it join the one of its conversation, which opens again. Two that come at the
 * same time wait for each other's row, whichever of them makes it.
 */
export const arrivedWrites = (arrival: Arrival, now: number): Statement[] => {
  const { mailboxId, organisationId, conversationId, recipientId, automatic } = arrival;
  const here: Where = { sql: 'mailbox_id = ? and conversation_id = ?', values: [mailboxId, conversationId] };
  const again = "closed_at is not null or deleted_at is not null then 'reopened'";
  return [
    insert(
      MailboxCaseEntity,
      {
        id: newId(now),
        organisation_id: organisationId,
        mailbox_id: mailboxId,
        conversation_id: conversationId,
        recipient_id: recipientId,
        last_at: now,
        note_count: 0,
        revision: 0,
        opened_at: now,
      },
      'nothing',
    ),
    write(`update mailbox_case set revision = revision + 1 where ${here.sql}`, ...here.values),
    write(
      `insert into case_event (case_id, number, kind, at) select id, revision, case when revision = 1 then 'opened' ${automatic ? '' : `when ${again} `}else 'message' end, cast(? as bigint) from mailbox_case where ${here.sql}`,
      ...[now, ...here.values],
    ),
    write(
      `update mailbox_case set recipient_id = ?, last_at = case when last_at > ? then last_at else ? end${automatic ? '' : ', closed_at = null, deleted_at = null'} where ${here.sql}`,
      ...[recipientId, now, now, ...here.values],
    ),
  ];
};

/** The writes that note an answer from the mailbox on its case, where there is one. */
export const answeredWrites = (
  answer: { readonly mailboxId: string; readonly conversationId: string; readonly messageId: string },
  by: Doer,
  now: number,
): Statement[] => {
  const here: Where = {
    sql: 'mailbox_id = ? and conversation_id = ?',
    values: [answer.mailboxId, answer.conversationId],
  };
  return [
    write(
      `update mailbox_case set answer_id = ?, revision = revision + 1 where ${here.sql}`,
      ...[answer.messageId, ...here.values],
    ),
    historyLine({ kind: 'answered', by }, here, now),
  ];
};

/** The writes that bring deleted cases back with messages that are brought back; `conversations` is a query of their conversations. */
export const restoredWrites = (mailboxId: string, conversations: Where, by: Doer, now: number): Statement[] => {
  const deleted: Where = {
    sql: `mailbox_id = ? and conversation_id in (${conversations.sql}) and deleted_at is not null`,
    values: [mailboxId, ...conversations.values],
  };
  return [
    write(`update mailbox_case set revision = revision + 1 where ${deleted.sql}`, ...deleted.values),
    historyLine({ kind: 'restored', by }, deleted, now),
    write(`update mailbox_case set deleted_at = null where ${deleted.sql}`, ...deleted.values),
  ];
};

const destroyed = (where: Where, now: number): Statement[] => [
  ...['case_note', 'tagged_case', 'case_event'].map((table) =>
    write(`delete from ${table} where case_id in (select id from mailbox_case where ${where.sql})`, ...where.values),
  ),
  write(`delete from mailbox_case where ${where.sql}`, ...where.values),
  enqueue(SCRUB_JOB, {}, now),
];

/** The writes that destroy the case whose last message a mailbox loses for good, with all that was written about it. */
export const destroyedWrites = (recipientId: string, now: number): Statement[] =>
  destroyed({ sql: 'recipient_id = ?', values: [recipientId] }, now);

/** The writes that destroy what is left of cases in a mailbox that was removed and has no messages any more; its tags as well. */
export const emptiedWrites = (mailboxId: string, now: number): Statement[] => [
  ...destroyed({ sql: 'mailbox_id = ?', values: [mailboxId] }, now),
  write('delete from case_tag where mailbox_id = ?', mailboxId),
];

/** The same for cases that were deleted before an instant and not brought back. */
export const sweptWrites = (caseIds: readonly string[], before: number, now: number): Statement[] =>
  caseIds.flatMap((id) => destroyed({ sql: 'id = ? and deleted_at < ?', values: [id, before] }, now));

/** How many cases of somebody who left one batch sets free; the others follow. */
export const FREED_AT_ONCE = 500;
/** Stands in `taken_at` inside such a batch, on the cases that it is about: what it has marked nobody else can move. */
const LEAVING = -1;

/** Each walked by an index of its own. Those that are deleted may come back. */
const STANDINGS = [
  'closed_at is null and deleted_at is null',
  'closed_at is not null and deleted_at is null',
  'deleted_at is not null',
];

/** The writes that make cases of somebody who is no longer a member nobody's: so many of the open, the closed and the deleted ones. */
export const freedWrites = (mailboxId: string, accountId: string, by: Doer, now: number): Statement[] =>
  STANDINGS.flatMap((standing) => {
    const theirs = `mailbox_id = ? and taken_by is not null and taken_by = ? and ${standing}`;
    const marked: Where = { sql: `${theirs} and taken_at = ?`, values: [mailboxId, accountId, LEAVING] };
    return [
      write(
        `update mailbox_case set revision = revision + 1, taken_at = ? where id in (select id from mailbox_case where ${theirs} order by last_at, id limit ${FREED_AT_ONCE})`,
        ...[LEAVING, mailboxId, accountId],
      ),
      write(
        `insert into case_event (case_id, number, kind, at, account_id, name, about) select id, revision, 'unassigned', cast(? as bigint), ?, ?, taken_by_name from mailbox_case where ${marked.sql}`,
        ...[now, by?.accountId ?? null, by?.displayName ?? null],
        ...marked.values,
      ),
      write(
        `update mailbox_case set taken_by = null, taken_by_name = null, taken_at = null where ${marked.sql}`,
        ...marked.values,
      ),
    ];
  });
