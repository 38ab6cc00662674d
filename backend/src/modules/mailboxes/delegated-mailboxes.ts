import type { AccountActor, Delegated } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DelegationRecord } from './delegation.entity.ts';
import type { DelegationsRepository } from './delegations.repository.ts';
import type { MailboxWithUnread } from './mailboxes.service.ts';

/** What a page that listens may hear of somebody else's mailbox. */
export interface ListenedDelegation {
  readonly id: string;
  readonly mailboxId: string;
  /** Messages from before this instant are not there; 0 = all are. */
  readonly since: number;
  /** From this instant on nothing is heard. */
  readonly until: number;
}

export interface DelegatedMailboxesParts {
  readonly repository: DelegationsRepository;
  readonly clock: Clock;
  /** How many messages that came to a mailbox from an instant on are unread, counted to a limit; the channel knows. */
  readonly unreadSince: (mailboxId: string, sinceMs: number) => Promise<number>;
}

const sinceOf = ({ older_messages, starts_at }: DelegationRecord): number => (older_messages === 1 ? 0 : starts_at);

/** The one door into other people's mailboxes. It is asked at every request, so that what has ended opens nothing. */
export class DelegatedMailboxes {
  readonly #parts: DelegatedMailboxesParts;

  constructor(parts: DelegatedMailboxesParts) {
    this.#parts = parts;
  }

  /**
   * The actor as she is in the mailbox that her request names, which may be her own. One answer for a delegation that has ended, has
   * not begun or never was. @throws {DomainError} delegation-ended
   */
  async enter(actor: AccountActor, mailboxId: string): Promise<AccountActor> {
    if (mailboxId === actor.mailboxId) return actor;
    const { repository, clock } = this.#parts;
    const row = await repository.activeIn(mailboxId, actor.accountId, actor.organisationId, clock.now().getTime());
    if (!row) throw new DomainError('delegation-ended');
    const delegated: Delegated = {
      delegationId: row.id,
      mailboxId,
      giverAccountId: row.giver_account_id,
      since: sinceOf(row),
    };
    return { ...actor, delegated };
  }

  /** The mailboxes that others have let the actor into, with their unread counts as far as she may know of them. */
  async list(actor: AccountActor): Promise<MailboxWithUnread[]> {
    const { repository, clock, unreadSince } = this.#parts;
    const rows = await repository.activeFor(actor.accountId, actor.organisationId, clock.now().getTime());
    return Promise.all(
      rows.map(async (row) => ({
        id: row.mailbox_id,
        organisationId: row.organisation_id,
        kind: 'personal' as const,
        name: row.giver_name,
        address: row.giver_address,
        since: sinceOf(row),
        unread: row.older_messages === 1 ? row.mailbox_unread : await unreadSince(row.mailbox_id, row.starts_at),
        delegatedUntil: row.ends_at,
      })),
    );
  }

  async listened(actor: AccountActor): Promise<ListenedDelegation[]> {
    const { repository, clock } = this.#parts;
    const rows = await repository.activeFor(actor.accountId, actor.organisationId, clock.now().getTime());
    return rows.map((row) => ({ id: row.id, mailboxId: row.mailbox_id, since: sinceOf(row), until: row.ends_at }));
  }

  /** From when on a delegation lets see (0 = everything); null when it is not in force now. */
  async since(id: string): Promise<number | null> {
    const row = await this.#parts.repository.find(id);
    return row && (await this.active([id])).has(id) ? sinceOf(row) : null;
  }

  /** Which of these delegations are in force now. */
  active(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#parts.repository.activeIds(ids, this.#parts.clock.now().getTime());
  }
}
