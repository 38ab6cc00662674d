import type { MailboxMember, MemberRole } from '@sefos/shared/contract/function-mailboxes.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AccountsDirectory, DirectoryEntry } from '../accounts/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { FunctionMailboxesService } from './function-mailboxes.service.ts';
import { MailboxMemberEntity } from './mailbox.entity.ts';
import { inTurn, liveEvent } from './mailbox-events.ts';
import type { MailboxMembersRepository, NamedMember } from './mailbox-members.repository.ts';
import { membersChangedStatements } from './members-changed.job.ts';

export interface MailboxMembersParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MailboxMembersRepository;
  readonly functionMailboxes: Pick<FunctionMailboxesService, 'requireVisible' | 'requireManager'>;
  readonly directory: Pick<AccountsDirectory, 'byAddresses'>;
  /** The writes that let go what somebody who is taken out had in hand there, after her membership went. */
  readonly letGo: (mailboxId: string, accountId: string, by: AccountActor, now: number) => readonly Statement[];
}

/** Thrown inside a batch when somebody else let in or out meanwhile; read again, so that the log tells of each once. */
class MembersMoved extends Error {}

const TRIES = 5;

const present = (row: NamedMember): MailboxMember => ({
  id: row.id,
  name: row.name,
  address: row.address,
  role: row.role as MemberRole,
  addedAt: new Date(row.added_at).toISOString(),
  ...(row.frozen_at === null ? {} : { frozen: true as const }),
});

/** Who is in a function mailbox: its administrators, and those of its organisation, let people in and out. */
export class MailboxMembersService {
  readonly #parts: MailboxMembersParts;

  constructor(parts: MailboxMembersParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-found */
  async list(actor: AccountActor, mailboxId: string): Promise<MailboxMember[]> {
    await this.#parts.functionMailboxes.requireVisible(actor, mailboxId);
    return (await this.#parts.repository.all(mailboxId)).map(present);
  }

  /** All or none; who is in it already stays as she is. @throws {DomainError} not-found, not-allowed, member-invalid, members-too-many */
  async add(
    actor: AccountActor,
    mailboxId: string,
    { addresses, role }: { readonly addresses: readonly string[]; readonly role: MemberRole },
  ): Promise<MailboxMember[]> {
    await this.#parts.functionMailboxes.requireManager(actor, mailboxId);
    const people = await this.#colleagues(actor, addresses);
    await this.#write(mailboxId, (there, now) => {
      const fresh = people.filter(({ id }) => !there.some(({ account_id }) => account_id === id));
      if (fresh.length === 0) return [];
      const most = LIMITS.membersPerMailbox;
      return [
        inTurn(mailboxId),
        ...fresh.flatMap((person) => this.#added(actor, mailboxId, person, role, now)),
        ...membersChangedStatements(actor, { mailboxId, there, added: fresh.map(({ id }) => id) }, now),
        guard(
          write(
            'update mailbox set unread = unread where id = ? and removed_at is null and (select count(*) from mailbox_member where mailbox_id = ?) <= ?',
            ...[mailboxId, mailboxId, most],
          ),
          () => new DomainError('members-too-many', { most }),
        ),
      ];
    });
    return this.list(actor, mailboxId);
  }

  /** @throws {DomainError} not-found, not-allowed */
  async changeRole(
    actor: AccountActor,
    mailboxId: string,
    memberId: string,
    role: MemberRole,
  ): Promise<MailboxMember[]> {
    await this.#parts.functionMailboxes.requireManager(actor, mailboxId);
    await this.#write(mailboxId, (there, now) => {
      const member = there.find(({ id }) => id === memberId);
      if (!member) throw new DomainError('not-found');
      if (member.role === role) return [];
      return [
        guard(
          write('update mailbox_member set role = ? where id = ? and role = ?', role, memberId, member.role),
          () => new MembersMoved(),
        ),
        this.#entry(actor, 'mailbox.member-role-changed', mailboxId, now, {
          ...{ account: member.account_id, before: member.role, after: role },
        }),
        liveEvent({ type: 'delegations-changed', mailboxId: member.home_mailbox_id }, now),
      ];
    });
    return this.#remaining(actor, mailboxId);
  }

  /** Those who are not in it any more are passed over. @throws {DomainError} not-found, not-allowed */
  async remove(actor: AccountActor, mailboxId: string, ids: readonly string[]): Promise<MailboxMember[]> {
    await this.#parts.functionMailboxes.requireManager(actor, mailboxId);
    await this.#write(mailboxId, (there, now) => {
      const gone = there.filter(({ id }) => ids.includes(id));
      if (gone.length === 0) return [];
      const removed = gone.map(({ account_id }) => account_id);
      return [
        ...gone.flatMap((member) => [
          guard(write('delete from mailbox_member where id = ?', member.id), () => new MembersMoved()),
          ...this.#parts.letGo(mailboxId, member.account_id, actor, now),
          this.#entry(actor, 'mailbox.member-removed', mailboxId, now, {
            ...{ account: member.account_id, role: member.role },
          }),
          liveEvent({ type: 'delegations-changed', mailboxId: member.home_mailbox_id }, now),
        ]),
        ...membersChangedStatements(actor, { mailboxId, there, removed }, now),
      ];
    });
    return this.#remaining(actor, mailboxId);
  }

  /** Commits what is decided of who is in the mailbox; decided anew where that changed meanwhile. */
  async #write(
    mailboxId: string,
    decide: (there: readonly NamedMember[], now: number) => readonly Statement[],
  ): Promise<void> {
    const { repository, database, clock } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      const statements = decide(await repository.all(mailboxId), clock.now().getTime());
      try {
        if (statements.length > 0) await database.commit(statements);
        return;
      } catch (error) {
        if (!(error instanceof MembersMoved)) throw error;
        if (attempt === TRIES) throw new DomainError('settings-changed');
      }
    }
  }

  /** Who has just let herself out sees nobody any more. */
  #remaining(actor: AccountActor, mailboxId: string): Promise<MailboxMember[]> {
    return this.list(actor, mailboxId).catch((error: unknown) => {
      if (error instanceof DomainError && error.type === 'not-found') return [];
      throw error;
    });
  }

  /** One answer for everybody who cannot be one: it tells nothing of who has an account where. @throws {DomainError} member-invalid */
  async #colleagues(actor: AccountActor, typed: readonly string[]): Promise<DirectoryEntry[]> {
    const addresses = typed.map((text) => normaliseEmail(text));
    const known = addresses.filter((address) => address !== null);
    const found = await this.#parts.directory.byAddresses(known);
    const people = addresses.map((address) => (address === null ? undefined : found.get(address)));
    const colleagues = people.filter((person) => person?.organisationId === actor.organisationId);
    if (colleagues.length < people.length) throw new DomainError('member-invalid');
    return [...new Map(colleagues.flatMap((person) => (person ? [[person.id, person] as const] : []))).values()];
  }

  #added(
    actor: AccountActor,
    mailboxId: string,
    { id: accountId, mailboxId: home }: DirectoryEntry,
    role: MemberRole,
    now: number,
  ): Statement[] {
    const row = { id: newId(now), organisation_id: actor.organisationId, mailbox_id: mailboxId, account_id: accountId };
    return [
      guard(insert(MailboxMemberEntity, { ...row, role, added_at: now }, 'nothing'), () => new MembersMoved()),
      this.#entry(actor, 'mailbox.member-added', mailboxId, now, { account: accountId, role }),
      liveEvent({ type: 'delegations-changed', mailboxId: home }, now),
    ];
  }

  #entry(
    actor: AccountActor,
    action: `mailbox.${string}`,
    mailboxId: string,
    now: number,
    facts: Readonly<Record<string, string>>,
  ): Statement {
    return audit(
      {
        organisationId: actor.organisationId,
        action,
        actor: accountActor(actor),
        target: { kind: 'mailbox', id: mailboxId },
        facts,
      },
      now,
    );
  }
}
