import type { AccountActor, Entered } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DelegationRecord } from './delegation.entity.ts';
import type { DelegationsRepository } from './delegations.repository.ts';
import type { MailboxMemberRow } from './mailbox.entity.ts';
import type { MailboxMembersRepository } from './mailbox-members.repository.ts';
import type { MailboxWithUnread } from './mailboxes.service.ts';

/** What a page that listens may hear of a mailbox that is not the listener's own. */
export interface ListenedMailbox {
  /** The delegation or membership. */
  readonly accessId: string;
  readonly mailboxId: string;
  /** Messages from before this instant are not there; 0 = all are. */
  readonly since: number;
}

export interface MailboxDoorParts {
  readonly delegations: DelegationsRepository;
  readonly members: MailboxMembersRepository;
  readonly clock: Clock;
  /** How many messages that came to a mailbox from an instant on are unread, counted to a limit; the channel knows. */
  readonly unreadSince: (mailboxId: string, sinceMs: number) => Promise<number>;
}

const sinceOf = ({ older_messages, starts_at }: DelegationRecord): number => (older_messages === 1 ? 0 : starts_at);

const asDelegate = (row: DelegationRecord): Entered => ({
  mailboxId: row.mailbox_id,
  accessId: row.id,
  role: 'delegate',
  giverAccountId: row.giver_account_id,
  since: sinceOf(row),
  ...(row.read_only === 1 ? { readOnly: true } : {}),
});

const asMember = ({ id, mailbox_id, role }: MailboxMemberRow): Entered => ({
  mailboxId: mailbox_id,
  accessId: id,
  role: role === 'administrator' ? 'administrator' : 'member',
  giverAccountId: null,
  since: 0,
});

/**
 * The one door into mailboxes that are not the caller's own: those that others have delegated to her, and the function mailboxes
 * that she is a member of. It is asked at every request, so that what has ended opens nothing.
 */
export class MailboxDoor {
  readonly #parts: MailboxDoorParts;

  constructor(parts: MailboxDoorParts) {
    this.#parts = parts;
  }

  /**
   * The actor as she is in the mailbox that her request names, which may be her own. One answer for access that has ended, has
   * not begun or never was. @throws {DomainError} delegation-ended
   */
  async enter(actor: AccountActor, mailboxId: string): Promise<AccountActor> {
    if (mailboxId === actor.mailboxId) return actor;
    const { delegations, members, clock } = this.#parts;
    const { accountId, organisationId } = actor;
    const member = await members.find(mailboxId, accountId, organisationId);
    if (member) return { ...actor, entered: asMember(member) };
    const row = await delegations.activeIn(mailboxId, accountId, organisationId, clock.now().getTime());
    if (!row) throw new DomainError('delegation-ended');
    return { ...actor, entered: asDelegate(row) };
  }

  /** The mailboxes that the actor may enter, function mailboxes first, with their unread counts as far as she may know of them. */
  async list(actor: AccountActor): Promise<MailboxWithUnread[]> {
    const { delegations, members, clock, unreadSince } = this.#parts;
    const { accountId, organisationId } = actor;
    const shared = await members.mailboxesOf(accountId, organisationId);
    const rows = await delegations.activeFor(accountId, organisationId, clock.now().getTime());
    const delegated = await Promise.all(
      rows.map(async (row) => ({
        id: row.mailbox_id,
        organisationId: row.organisation_id,
        kind: 'personal' as const,
        name: row.giver_name,
        address: row.giver_address,
        since: sinceOf(row),
        unread: row.older_messages === 1 ? row.mailbox_unread : await unreadSince(row.mailbox_id, row.starts_at),
        delegatedUntil: row.ends_at,
        readOnly: row.read_only === 1,
      })),
    );
    return [...shared, ...delegated];
  }

  /** Everything but her own that a page of hers may listen to. */
  async listened({ accountId, organisationId }: AccountActor): Promise<ListenedMailbox[]> {
    const { delegations, members, clock } = this.#parts;
    const rows = await delegations.activeFor(accountId, organisationId, clock.now().getTime());
    const memberships = await members.of(accountId, organisationId);
    return [...rows.map(asDelegate), ...memberships.map(asMember)].map(({ accessId, mailboxId, since }) => ({
      accessId,
      mailboxId,
      since,
    }));
  }

  /** From when on a delegation or membership lets see (0 = everything); null when it is not in force now. */
  async since(accessId: string): Promise<number | null> {
    if (!(await this.active([accessId])).has(accessId)) return null;
    const row = await this.#parts.delegations.find(accessId);
    return row ? sinceOf(row) : 0;
  }

  /** Which of these delegations and memberships are in force now. */
  async active(accessIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { delegations, members, clock } = this.#parts;
    const [given, joined] = await Promise.all([
      delegations.activeIds(accessIds, clock.now().getTime()),
      members.activeIds(accessIds),
    ]);
    return new Set([...given, ...joined]);
  }
}
