import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { AccountIdentityEntity } from './account.entity.ts';
import type { Account, AccountsService } from './accounts.service.ts';

/** A person at an issuer. */
export interface IdentityKey {
  readonly issuer: string;
  readonly subject: string;
}

/** Whom a provider vouches for. */
export interface ProvenIdentity {
  /** Names of one and the same identity; the first is the one that it came under. */
  readonly keys: readonly [IdentityKey, ...IdentityKey[]];
  /** An address that the provider has verified; null when none. */
  readonly verifiedEmail: string | null;
  /** Joins to accounts of this organisation only. */
  readonly organisationId?: string;
}

/** A person of a Microsoft Entra tenant. */
export interface EntraPersonKey {
  readonly tenantId: string;
  readonly objectId: string;
}

const ENTRA = 'entra:';

export interface FoundAccount {
  readonly account: Account;
  /** Writes that join to the account what names of the identity it does not have yet. */
  readonly joining: readonly Statement[];
}

/**
 * A person of a Microsoft Entra tenant. `sub` differs between applications, tenant and object id do not: by them the sign-in on
 * the web and the one in Teams and Outlook know each other's people. GUIDs are written in lower case.
 */
export const entraKey = (person: EntraPersonKey): IdentityKey => ({
  issuer: `${ENTRA}${person.tenantId.toLowerCase()}`,
  subject: person.objectId.toLowerCase(),
});

/** The same identity signed in twice at once for the first time. */
class JoinedMeanwhile extends Error {}

/** Which account an identity at a provider belongs to. */
export class AccountIdentities {
  readonly #parts: { readonly database: Database; readonly clock: Clock; readonly accounts: AccountsService };

  constructor(parts: { readonly database: Database; readonly clock: Clock; readonly accounts: AccountsService }) {
    this.#parts = parts;
  }

  /** The account, or null. To be called within `retrying`. */
  async find(identity: ProvenIdentity): Promise<FoundAccount | null> {
    const owners = await Promise.all(identity.keys.map((key) => this.#ownerOf(key)));
    const accountId = owners.find((owner) => owner !== null);
    if (accountId === undefined || accountId === null) return this.#join(identity);
    const account = await this.#parts.accounts.find(accountId);
    const unknown = identity.keys.filter((_key, index) => owners[index] === null);
    return account && { account, joining: this.#joining(account, unknown) };
  }

  /** Who accounts are in Microsoft Entra, by their sign-ins; of several tenants the newest first. One query. */
  async entraPersonsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, readonly EntraPersonKey[]>> {
    if (accountIds.length === 0) return new Map();
    const rows = await this.#parts.database.all<IdentityKey & { readonly account_id: string }>(
      `select account_id, issuer, subject from account_identity where account_id in (${accountIds.map(() => '?').join(', ')}) and issuer like 'entra:%' order by created_at desc, issuer`,
      ...accountIds,
    );
    const found = new Map<string, EntraPersonKey[]>();
    for (const { account_id: accountId, issuer, subject } of rows)
      found.set(accountId, [
        ...(found.get(accountId) ?? []),
        { tenantId: issuer.slice(ENTRA.length), objectId: subject },
      ]);
    return found;
  }

  /** Does `work`, which commits what `find` answered, and once more when the identity was joined by another sign-in meanwhile. */
  async retrying<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof JoinedMeanwhile) return work();
      throw error;
    }
  }

  async #ownerOf({ issuer, subject }: IdentityKey): Promise<string | null> {
    const row = await this.#parts.database.get<{ account_id: string }>(
      'select account_id from account_identity where issuer = ? and subject = ?',
      issuer,
      subject,
    );
    return row?.account_id ?? null;
  }

  /**
   * By a verified address that lies in a domain of the account's organisation. An account that has an identity at one of the
   * issuers is not joined to another: addresses are given to new people, subjects are not.
   */
  async #join({ keys, verifiedEmail, organisationId }: ProvenIdentity): Promise<FoundAccount | null> {
    const { accounts, database } = this.#parts;
    const email = verifiedEmail === null ? null : normaliseEmail(verifiedEmail);
    const account = email ? await accounts.findByEmail(email) : null;
    if (!email || !account || account.organisationId !== (organisationId ?? account.organisationId)) return null;
    // Whoever has a new address is not whoever had the account: nobody joins by it until it is settled.
    await this.#requireSettled(account.id);
    const own = await database.get(
      'select 1 as one from organisation_domain where domain = ? and organisation_id = ?',
      domainOf(email),
      account.organisationId,
    );
    const identities = await database.all<IdentityKey>(
      'select issuer, subject from account_identity where account_id = ?',
      account.id,
    );
    // It was nobody's when it was looked for: another sign-in of the same person has joined it since.
    if (identities.some((known) => keys.some((key) => isSame(known, key)))) throw new JoinedMeanwhile();
    const hasOther = identities.some((known) => keys.some(({ issuer }) => isSameIssuer(known.issuer, issuer)));
    return own && !hasOther ? { account, joining: this.#joining(account, keys) } : null;
  }

  /** @throws {DomainError} address-changed */
  async #requireSettled(accountId: string): Promise<void> {
    const settled = this.#parts.clock.now().getTime() - LIMITS.settledAddressDays * 86_400_000;
    const sql = 'select 1 as one from account where id = ? and address_changed_at > ?';
    if (await this.#parts.database.get(sql, accountId, settled)) throw new DomainError('address-changed');
  }

  #joining(account: Account, keys: readonly IdentityKey[]): Statement[] {
    const created_at = this.#parts.clock.now().getTime();
    return keys.map((key) =>
      guard(
        insert(AccountIdentityEntity, { ...key, account_id: account.id, created_at }, 'nothing'),
        () => new JoinedMeanwhile(),
      ),
    );
  }
}

const isSame = (one: IdentityKey, other: IdentityKey): boolean =>
  one.issuer === other.issuer && one.subject === other.subject;

/** Also a tenant's own OpenID issuer (`https://…/<tenant>/v2.0`), whose subjects were once joined without their object ids. */
const isSameIssuer = (known: string, issuer: string): boolean =>
  known === issuer || (issuer.startsWith(ENTRA) && known.includes(`/${issuer.slice(ENTRA.length)}/`));
