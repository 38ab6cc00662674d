import type {
  AccountOutcome,
  AccountPhone,
  AccountsQuery,
  AddAccount,
  ChangeAccount,
  ManagedAccount,
  RemoveAccount,
} from '@sefos/shared/contract/accounts.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { maskPhone } from '@sefos/shared/domain/phone.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { requireOrganisationAdministrator } from '../../platform/authorise.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { type AccountsService, accountName } from '../accounts/index.ts';
import { accountActor } from '../audit/index.ts';
import { handOverStatements } from '../mailboxes/index.ts';
import { roleOf } from './account-changes.ts';
import type { ManagedAccountsRepository, ManagedRow, SignInFacts } from './managed-accounts.repository.ts';
import type { Author, HandOver, ManagedAccounts } from './managed-accounts.ts';

export interface AccountsAdministrationParts {
  readonly clock: Clock;
  readonly accounts: ManagedAccounts;
  readonly phones: Pick<AccountsService, 'find' | 'phoneOf'>;
  readonly repository: ManagedAccountsRepository;
}

/** How long a mailbox is open to whom it is handed over, unless something else is said. */
const HAND_OVER_DAYS = 90;

/** The administrator as the author of what she does. @throws {DomainError} not-allowed */
export const authorOf = (actor: AccountActor): Author => {
  requireOrganisationAdministrator(actor);
  return { organisationId: actor.organisationId, log: accountActor(actor) };
};

/** An account as its list shows it. */
export const presentAccount = (row: ManagedRow, { issuers, invited }: SignInFacts): ManagedAccount => {
  const joined = issuers.get(row.id) ?? [];
  const isEntra = joined.some((issuer) => issuer.startsWith('entra:'));
  const until = invited.get(row.id);
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    role: roleOf(row),
    language: row.language,
    frozen: row.frozen_at !== null,
    signIn: [
      ...(row.has_password === 1 ? (['password'] as const) : []),
      ...(isEntra ? (['entra'] as const) : []),
      ...(joined.length > 0 && !isEntra ? (['other'] as const) : []),
    ],
    invitedUntil: until === undefined ? null : new Date(until).toISOString(),
    provisioned: row.external_id !== null,
    createdAt: new Date(row.created_at).toISOString(),
  };
};

/** Användare: the accounts of an organisation, in the hands of its administrators. */
export class AccountsAdministration {
  readonly #parts: AccountsAdministrationParts;

  constructor(parts: AccountsAdministrationParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} not-allowed */
  async list(actor: AccountActor, query: AccountsQuery) {
    requireOrganisationAdministrator(actor);
    const { rows, nextCursor } = await this.#parts.repository.page(
      actor.organisationId,
      query,
      query.limit ?? LIMITS.pageRows,
    );
    const facts = await this.#facts(rows.map(({ id }) => id));
    return { rows: rows.map((row) => presentAccount(row, facts)), nextCursor };
  }

  /** @throws {DomainError} not-allowed, address-invalid, domain-unproven, phone-invalid, account-exists */
  async add(actor: AccountActor, input: AddAccount, idempotency: IdempotencyRecord): Promise<ManagedAccount> {
    const author = authorOf(actor);
    const email = await this.#parts.accounts.ownAddress(actor.organisationId, input.email);
    let made: ManagedAccount | undefined;
    await this.#parts.accounts.add(author, {
      ...input,
      and: (id, now) => {
        made = {
          ...{ id, email, displayName: accountName(input.displayName), role: input.role, language: input.language },
          ...{ frozen: false, signIn: [], provisioned: false, createdAt: new Date(now).toISOString() },
          invitedUntil: input.invite ? new Date(now + LIMITS.invitationDays * 86_400_000).toISOString() : null,
        };
        return [idempotency.record(made)];
      },
    });
    if (!made) throw new Error('an account was made without its writes');
    return made;
  }

  /** @throws {DomainError} not-allowed, not-found, settings-changed, last-administrator */
  async change(actor: AccountActor, id: string, { expected, ...change }: ChangeAccount): Promise<ManagedAccount> {
    const author = authorOf(actor);
    const row = await this.#require(actor, id);
    if (expected.displayName !== row.display_name || expected.role !== roleOf(row))
      throw new DomainError('settings-changed');
    await this.#parts.accounts.change(author, row, change);
    return presentAccount(await this.#require(actor, id), await this.#facts([id]));
  }

  /** Where codes are sent to, masked; never of those who run the installation. @throws {DomainError} not-allowed, not-found */
  async phone(actor: AccountActor, id: string): Promise<AccountPhone> {
    requireOrganisationAdministrator(actor);
    if (roleOf(await this.#require(actor, id)) === 'system-administrator') throw new DomainError('not-allowed');
    const account = await this.#parts.phones.find(id);
    const number = account && (await this.#parts.phones.phoneOf(account));
    return { maskedPhone: number && maskPhone(number.phone) };
  }

  /** @throws {DomainError} not-allowed */
  freeze(actor: AccountActor, ids: readonly string[], frozen: boolean): Promise<AccountOutcome[]> {
    return this.#each(actor, ids, (author, row) => this.#parts.accounts.setFrozen(author, row, frozen));
  }

  /** @throws {DomainError} not-allowed */
  invite(actor: AccountActor, ids: readonly string[]): Promise<AccountOutcome[]> {
    return this.#each(actor, ids, (author, row) => this.#parts.accounts.invite(author, row));
  }

  /** @throws {DomainError} not-allowed */
  revokeInvitations(actor: AccountActor, ids: readonly string[]): Promise<AccountOutcome[]> {
    return this.#each(actor, ids, (author, row) => this.#parts.accounts.revokeInvitation(author, row));
  }

  /** @throws {DomainError} not-allowed, not-found, last-administrator, delegate-invalid, settings-changed */
  async remove(actor: AccountActor, id: string, { handOverTo, days }: RemoveAccount): Promise<void> {
    const author = authorOf(actor);
    const row = await this.#require(actor, id);
    const handOver = handOverTo === null ? null : await this.#handOver(row, handOverTo, days ?? HAND_OVER_DAYS);
    await this.#parts.accounts.remove(author, row, handOver);
  }

  /** Of somebody else: one's own is changed by who has it. @throws {DomainError} not-allowed, not-found, account-frozen, last-administrator, settings-changed */
  async resetSignIn(actor: AccountActor, id: string): Promise<void> {
    const author = authorOf(actor);
    if (id === actor.accountId) throw new DomainError('not-allowed');
    await this.#parts.accounts.resetSignIn(author, await this.#require(actor, id));
  }

  /** To a colleague who can sign in. @throws {DomainError} delegate-invalid */
  async #handOver(row: ManagedRow, text: string, days: number): Promise<HandOver> {
    const address = normaliseEmail(text);
    const found = address === null ? [] : await this.#parts.repository.byAddresses(row.organisation_id, [address]);
    const [to] = found;
    if (!to || to.id === row.id || to.frozen_at !== null) throw new DomainError('delegate-invalid');
    return {
      accountId: to.id,
      statements: ({ organisation_id, mailbox_id, id }, now) =>
        handOverStatements(
          {
            organisationId: organisation_id,
            mailboxId: mailbox_id,
            from: id,
            to: { accountId: to.id, mailboxId: to.mailbox_id },
            days,
          },
          now,
        ),
    };
  }

  /** One batch an account: what is refused for one says nothing of the others. */
  async #each(
    actor: AccountActor,
    ids: readonly string[],
    work: (author: Author, row: ManagedRow) => Promise<void>,
  ): Promise<AccountOutcome[]> {
    const author = authorOf(actor);
    const outcomes: AccountOutcome[] = [];
    for (const id of ids) {
      try {
        await work(author, await this.#require(actor, id));
        outcomes.push({ id, problem: null });
      } catch (error) {
        if (!isDomainError(error)) throw error;
        outcomes.push({ id, problem: error.type });
      }
    }
    return outcomes;
  }

  #facts(ids: readonly string[]): Promise<SignInFacts> {
    return this.#parts.repository.signInFacts(ids, this.#parts.clock.now().getTime());
  }

  async #require({ organisationId }: AccountActor, id: string): Promise<ManagedRow> {
    const row = await this.#parts.repository.find(organisationId, id);
    if (!row) throw new DomainError('not-found');
    return row;
  }
}
