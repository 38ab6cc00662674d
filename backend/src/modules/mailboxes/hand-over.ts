import { insert, type Statement } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { DelegationEntity } from './delegation.entity.ts';
import { liveEvent } from './mailbox-events.ts';

const DAY_MILLISECONDS = 86_400_000;

/** A mailbox whose holder is removed, and the colleague who may read it for a time. */
export interface MailboxHandOver {
  readonly organisationId: string;
  readonly mailboxId: string;
  /** The account that is removed. */
  readonly from: string;
  readonly to: { readonly accountId: string; readonly mailboxId: string };
  readonly days: number;
}

/** The writes that open a removed account's mailbox to a colleague: everything in it, to read and nothing more. */
export const handOverStatements = (
  { organisationId, mailboxId, from, to, days }: MailboxHandOver,
  nowMs: number,
): Statement[] => [
  insert(DelegationEntity, {
    id: newId(nowMs),
    organisation_id: organisationId,
    mailbox_id: mailboxId,
    giver_account_id: from,
    delegate_account_id: to.accountId,
    starts_at: nowMs,
    ends_at: nowMs + days * DAY_MILLISECONDS,
    older_messages: 1,
    created_at: nowMs,
    read_only: 1,
  }),
  liveEvent({ type: 'delegations-changed', mailboxId: to.mailboxId }, nowMs),
];
