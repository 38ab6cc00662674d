import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { type AccountsService, accountName, endSignIns, forgetFactors } from '../accounts/index.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { keepingAnAdministrator, type OrganisationsService } from '../organisations/index.ts';
import { addressStatements, requireSettledAddress, resetNotices } from './account-address.ts';
import { changeStatement, nameStatements, roleOf, rolesOf } from './account-changes.ts';
import { endInvitation, inviteStatements } from './invitations.service.ts';
import type { ManagedAccountsRepository, ManagedRow } from './managed-accounts.repository.ts';
import { withoutSignIn } from './sign-in-endings.ts';

/** In whose name accounts of an organisation are changed: its administrators, or the directory that provisions them. */
export interface Author {
  readonly organisationId: string;
  readonly log: AuditEntry['actor'];
  /** Told in each entry beside what was done. */
  readonly facts?: AuditEntry['facts'];
}

export interface NewManagedAccount {
  readonly email: string;
  readonly displayName: string;
  readonly role: 'user' | 'organisation-administrator';
  readonly language: 'sv' | 'en' | 'fi';
  readonly phone?: string;
  readonly invite: boolean;
  readonly externalId?: string;
  readonly frozen?: boolean;
  /** Writes that belong with it, given its id. */
  readonly and?: (id: string, nowMs: number) => readonly Statement[];
}

export interface AccountChange {
  readonly displayName?: string;
  readonly role?: 'user' | 'organisation-administrator';
  readonly email?: string;
  readonly externalId?: string | null;
}

/** Who may read a removed account's mailbox, and until when it is a matter of `statements`. */
export interface HandOver {
  readonly accountId: string;
  readonly statements: (row: ManagedRow, nowMs: number) => readonly Statement[];
}

export interface ManagedAccountsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly repository: ManagedAccountsRepository;
  /** Writes by which other modules forget a removed account's ways of signing in and its place at others'. */
  readonly forget: (accountId: string, nowMs: number) => readonly Statement[];
}

/** What is done to the accounts of an organisation, whoever asks; authorisation is the caller's. Every change is logged. */
export class ManagedAccounts {
  readonly #parts: ManagedAccountsParts;

  constructor(parts: ManagedAccountsParts) {
    this.#parts = parts;
  }

  /** Only in a domain that the organisation has proven. @throws {DomainError} address-invalid, domain-unproven */
  async ownAddress(organisationId: string, text: string, domains?: readonly string[]): Promise<string> {
    const email = normaliseEmail(text);
    if (!email) throw new DomainError('address-invalid');
    const own = domains ?? (await this.#parts.organisations.ownDomains(organisationId));
    if (!own.includes(domainOf(email))) throw new DomainError('domain-unproven', { domain: domainOf(email) });
    return email;
  }

  /** Answers its id. @throws {DomainError} address-invalid, domain-unproven, invitations-off, phone-invalid, account-exists */
  async add(author: Author, input: NewManagedAccount): Promise<string> {
    const { organisationId } = author;
    const { displayName, role, language, phone, invite, externalId, frozen = false } = input;
    const email = await this.ownAddress(organisationId, input.email);
    if (invite) await this.requireInvitations(organisationId);
    const made = this.#parts.accounts.create({
      ...{ organisationId, email, displayName, language, roles: rolesOf(role), frozen },
      ...(phone === undefined ? {} : { phone }),
      ...(externalId === undefined ? {} : { externalId }),
      and: ({ id }, now) => [
        ...(invite ? inviteStatements({ id, organisationId }, now) : []),
        this.#entry(author, id, 'account.added', { role, language, invited: invite, frozen }, now),
        ...(input.and?.(id, now) ?? []),
      ],
    });
    return made.catch(asExisting);
  }

  /** @throws {DomainError} not-allowed, settings-changed, last-administrator, domain-unproven, account-exists */
  async change(author: Author, row: ManagedRow, change: AccountChange): Promise<void> {
    requireManageable(row);
    const now = this.#now();
    const role = change.role ?? roleOf(row);
    const displayName = change.displayName === undefined ? row.display_name : accountName(change.displayName);
    const email = change.email === undefined ? row.email : await this.#newAddress(author, row, change.email);
    const statements: Statement[] = [];
    const facts: Record<string, string | null> = {};
    const differs = (name: string, before: string | null, after: string | null) => {
      if (before === after) return false;
      Object.assign(facts, { [`${name}Before`]: before, [`${name}After`]: after });
      return true;
    };
    // Guards compare with the row as it was read: what changes the columns that they look at comes last.
    if (differs('externalId', row.external_id, change.externalId === undefined ? row.external_id : change.externalId))
      statements.push(changeStatement(row, { external_id: change.externalId ?? null }));
    const roles = role === 'system-administrator' ? row.roles : rolesOf(role).join();
    const renamed = [differs('name', row.display_name, displayName), differs('email', row.email, email)].includes(true);
    if (renamed) statements.push(...nameStatements(row, { displayName, email }, now));
    if (email !== row.email) statements.push(...addressStatements(row, email, now));
    if (differs('role', roleOf(row), role)) {
      const named = { ...row, display_name: displayName, email };
      statements.push(
        ...(role === 'user' ? await this.#keepingAnAdministrator(row) : []),
        changeStatement(named, { roles }),
      );
    }
    if (statements.length === 0) return;
    const entry = this.#entry(author, row.id, 'account.changed', facts, now);
    await this.#parts.database.commit([...statements, entry]).catch(asExisting);
  }

  /** Mail still arrives; sessions end at once. Nothing happens when it is so already. @throws {DomainError} not-allowed, last-administrator, settings-changed */
  async setFrozen(author: Author, row: ManagedRow, frozen: boolean, and: readonly Statement[] = []): Promise<void> {
    requireManageable(row);
    if ((row.frozen_at !== null) === frozen && and.length === 0) return;
    const now = this.#now();
    await this.#parts.database.commit([
      ...(frozen && row.frozen_at === null ? await this.#keepingAnAdministrator(row) : []),
      changeStatement(row, { frozen_at: frozen ? (row.frozen_at ?? now) : null }),
      // For good: what somebody was shut out of, or began meanwhile, does not open when she may sign in anew.
      ...(frozen || row.frozen_at !== null ? endSignIns(row.id, now) : []),
      ...and,
      this.#entry(
        author,
        row.id,
        'account.changed',
        { frozenBefore: row.frozen_at !== null, frozenAfter: frozen },
        now,
      ),
    ]);
  }

  /** To a password, where the organisation has them. @throws {DomainError} not-allowed, account-frozen, already-signs-in, invitations-off, address-changed, settings-changed */
  async invite(author: Author, row: ManagedRow): Promise<void> {
    requireManageable(row);
    if (row.frozen_at !== null) throw new DomainError('account-frozen');
    await this.requireInvitations(row.organisation_id);
    const now = this.#now();
    const { issuers } = await this.#parts.repository.signInFacts([row.id], now);
    if (row.has_password === 1 || issuers.has(row.id)) throw new DomainError('already-signs-in');
    requireSettledAddress(row, now);
    await this.#parts.database.commit([
      // Nothing but a guard: it is mailed to the address that was looked at.
      changeStatement(row, { email: row.email }),
      ...inviteStatements({ id: row.id, organisationId: row.organisation_id }, now),
      this.#entry(author, row.id, 'account.invited', {}, now),
    ]);
  }

  /** @throws {DomainError} not-allowed, invitation-ended */
  async revokeInvitation(author: Author, row: ManagedRow): Promise<void> {
    requireManageable(row);
    const now = this.#now();
    const { invited } = await this.#parts.repository.signInFacts([row.id], now);
    if (!invited.has(row.id)) throw new DomainError('invitation-ended');
    await this.#parts.database.commit([
      endInvitation(row.id, now),
      this.#entry(author, row.id, 'account.invitation-revoked', {}, now),
    ]);
  }

  /**
   * For who has lost what she signs in with, or had it stolen: she begins anew, by invitation unless a provider vouches for her. Mailed either
   * way, also where her mail went before. @throws {DomainError} not-allowed, account-frozen, address-changed, last-administrator, settings-changed
   */
  async resetSignIn(author: Author, row: ManagedRow): Promise<void> {
    requireManageable(row);
    if (row.frozen_at !== null) throw new DomainError('account-frozen');
    const now = this.#now();
    const { id, organisation_id: organisationId } = row;
    const { issuers } = await this.#parts.repository.signInFacts([id], now);
    const { settings } = await this.#parts.organisations.get(organisationId);
    const isInvited = !issuers.has(id) && settings.signIn.password;
    if (isInvited) requireSettledAddress(row, now);
    await this.#parts.database.commit([
      // Until she has taken the invitation, an administrator is none to rely on.
      ...(await this.#keepingAnAdministrator(row)),
      ...withoutSignIn(row, now),
      ...(isInvited ? inviteStatements({ id, organisationId }, now, { isReset: row.has_password === 1 }) : []),
      ...resetNotices(row, isInvited, now),
      this.#entry(author, id, 'account.sign-in-reset', { invited: isInvited }, now),
    ]);
  }

  /**
   * As resetSignIn, for whoever runs the server: also of the last administrator and of those who run the installation. What vouched for
   * her is forgotten too, so that she is invited whatever it was. @throws {DomainError} account-frozen, invitations-off, settings-changed
   */
  async resetByOperator(author: Author, row: ManagedRow): Promise<void> {
    if (row.frozen_at !== null) throw new DomainError('account-frozen');
    const { id, organisation_id: organisationId } = row;
    await this.requireInvitations(organisationId);
    const now = this.#now();
    await this.#parts.database.commit([
      ...withoutSignIn(row, now),
      write('delete from account_identity where account_id = ?', id),
      ...inviteStatements({ id, organisationId }, now, { isReset: true }),
      ...resetNotices(row, true, now),
      this.#entry(author, id, 'account.sign-in-reset', { invited: true }, now),
    ]);
  }

  /**
   * The person is gone: nobody signs in, nothing arrives, what identifies her is deleted, and her address is free. Her mailbox stays
   * for retention (docs/adr/0036-accounts.md). @throws {DomainError} not-allowed, last-administrator, settings-changed
   */
  async remove(author: Author, row: ManagedRow, handOver: HandOver | null): Promise<void> {
    requireManageable(row);
    const now = this.#now();
    const gone = `${row.id}@removed.invalid`;
    await this.#parts.database.commit([
      ...(await this.#keepingAnAdministrator(row)),
      changeStatement(row, {
        ...{ removed_at: now, frozen_at: row.frozen_at ?? now, email: gone, roles: 'user' },
        ...{ password_hash: null, phone_sealed: null, personal_number_sealed: null, personal_number_index: null },
        ...{ external_id: null, deprovisioned_at: null, address_before: null, address_changed_at: null },
      }),
      write('update mailbox set address = ? where id = ?', gone, row.mailbox_id),
      write('delete from account_search_key where account_id = ?', row.id),
      write('delete from account_identity where account_id = ?', row.id),
      write('delete from account_invitation where account_id = ?', row.id),
      ...endSignIns(row.id, now),
      ...forgetFactors(row.id),
      ...this.#parts.forget(row.id, now),
      ...(handOver?.statements(row, now) ?? []),
      this.#entry(
        author,
        row.id,
        'account.removed',
        { emailBefore: row.email, roleBefore: roleOf(row), handedOverTo: handOver?.accountId ?? null },
        now,
      ),
    ]);
  }

  /** An invitation leads to a password. @throws {DomainError} invitations-off — accounts have none here */
  async requireInvitations(organisationId: string): Promise<void> {
    const { settings } = await this.#parts.organisations.get(organisationId);
    if (!settings.signIn.password) throw new DomainError('invitations-off');
  }

  /** Empty for an account that administers nothing. @throws {DomainError} last-administrator, settings-changed (by its writes) */
  async #keepingAnAdministrator(row: ManagedRow): Promise<Statement[]> {
    if (!row.roles.split(',').includes('organisation-administrator')) return [];
    return keepingAnAdministrator(this.#parts.database, row.organisation_id, row.id);
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  async #newAddress(author: Author, row: ManagedRow, text: string): Promise<string> {
    const email = await this.ownAddress(author.organisationId, text);
    const taken = email !== row.email && (await this.#parts.accounts.findByEmail(email));
    if (taken) throw new DomainError('account-exists');
    return email;
  }

  #entry(author: Author, id: string, action: string, facts: AuditEntry['facts'], now: number): Statement {
    const { organisationId, log: actor } = author;
    return audit(
      { organisationId, action, actor, target: { kind: 'account', id }, facts: { ...facts, ...author.facts } },
      now,
    );
  }
}

/** How the two engines name a value that is there already. */
const UNIQUENESS: ReadonlySet<unknown> = new Set(['23505', 'SQLITE_CONSTRAINT_UNIQUE']);

/** Of two who take the same address at once, the second is told as if the first had been there before. */
const asExisting = (error: unknown): never => {
  if (error instanceof Error && 'code' in error && UNIQUENESS.has(error.code)) throw new DomainError('account-exists');
  throw error;
};

/** Accounts of those who run the installation are not an organisation administrator's to change. @throws {DomainError} not-allowed */
const requireManageable = (row: ManagedRow): void => {
  if (roleOf(row) === 'system-administrator') throw new DomainError('not-allowed');
};
