import type { Statement } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { AccountsService } from '../accounts/index.ts';
import type { NotificationPreferencesService } from '../notifications/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { DelegationRecord } from './delegation.entity.ts';
import { delegationMail } from './delegation.mail.ts';
import type { DelegationsRepository } from './delegations.repository.ts';
import { liveEvent } from './mailbox-events.ts';

const BEGINS_JOB = 'delegation-begins';
const ENDS_JOB = 'delegation-ends';

/** The writes that ask for telling both sides when a delegation begins, and when it ends by itself. */
export const turnStatements = ({ id, created_at, starts_at, ends_at }: DelegationRecord): Statement[] => [
  enqueue(BEGINS_JOB, { delegationId: id }, created_at, starts_at),
  enqueue(ENDS_JOB, { delegationId: id }, created_at, ends_at),
];

/** Both sides' open pages read again which mailboxes there are. */
export const toldStatements = (
  { mailbox_id }: Pick<DelegationRecord, 'mailbox_id'>,
  delegateMailboxId: string | undefined,
  now: number,
): Statement[] =>
  [mailbox_id, ...(delegateMailboxId ? [delegateMailboxId] : [])].map((mailboxId) =>
    liveEvent({ type: 'delegations-changed', mailboxId }, now),
  );

export interface DelegationTurnsParts {
  readonly repository: DelegationsRepository;
  readonly accounts: Pick<AccountsService, 'find'>;
  readonly organisations: Pick<OrganisationsService, 'get'>;
  readonly preferences: Pick<NotificationPreferencesService, 'of'>;
  readonly mail: MailPort;
  readonly clock: Clock;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly mailFrom: string;
}

/** Tells when a delegation begins, and when it ends by itself. One that was taken back or declined before tells nothing. */
export class DelegationTurns {
  readonly #parts: DelegationTurnsParts;

  constructor(parts: DelegationTurnsParts) {
    this.#parts = parts;
  }

  /** Mails the delegate, unless she has chosen no mail. A mail that her mailbox refuses is none of the giver's concern. */
  async begins({ delegationId }: JobPayload): Promise<readonly Statement[]> {
    const { repository, preferences, clock } = this.#parts;
    const row = await repository.find(String(delegationId));
    const now = clock.now().getTime();
    if (!row || row.ended_at !== null || now >= row.ends_at) return [];
    if ((await preferences.of(row.delegate_account_id)).mail) await this.#mail(row);
    // One that began when it was given has been told of.
    return row.starts_at > row.created_at ? this.#told(row, now) : [];
  }

  async ends({ delegationId }: JobPayload): Promise<readonly Statement[]> {
    const row = await this.#parts.repository.find(String(delegationId));
    return row?.ended_at === null ? this.#told(row, this.#parts.clock.now().getTime()) : [];
  }

  async #mail({ id, ends_at, giver_account_id, delegate_account_id }: DelegationRecord): Promise<void> {
    const { accounts, organisations, mail, publicUrl, mailFrom } = this.#parts;
    const [giver, delegate] = await Promise.all([accounts.find(giver_account_id), accounts.find(delegate_account_id)]);
    if (!giver || !delegate) return;
    const notice = delegationMail({
      id,
      language: delegate.language,
      to: delegate.email,
      from: mailFrom,
      organisation: (await organisations.get(delegate.organisationId)).name,
      giver: giver.displayName,
      lastMoment: new Date(ends_at - 1),
      url: `${publicUrl}/messages/inbox`,
    });
    await mail.send({ ...notice, organisationId: delegate.organisationId }).catch((error: unknown) => {
      if (!isDomainError(error, 'mail-refused')) throw error;
    });
  }

  async #told(row: DelegationRecord, now: number): Promise<Statement[]> {
    return toldStatements(row, await this.#parts.repository.ownMailbox(row.delegate_account_id), now);
  }
}

/** The jobs of delegations, for the worker. */
export const delegationJobs = (turns: DelegationTurns): Readonly<Record<string, JobHandler>> => ({
  [BEGINS_JOB]: (payload) => turns.begins(payload),
  [ENDS_JOB]: (payload) => turns.ends(payload),
});
