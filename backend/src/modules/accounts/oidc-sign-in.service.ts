import { domainOf, normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcIdentity } from '../../ports/oidc.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { AccountIdentityEntity } from './account.entity.ts';
import { accountEntry } from './accounts.audit.ts';
import { isAccountProvider } from './accounts.domain.ts';
import type { FinishedFlow, FlowBinding, SignInFlows } from './accounts.ports.ts';
import type { Account, AccountsService } from './accounts.service.ts';
import type { Sessions } from './sessions.service.ts';
import type { StartedSession } from './sign-in.service.ts';

export interface OidcSignInParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly oidc: SignInFlows;
  /** The registered callback's absolute address. */
  readonly redirectUri: string;
}

interface Found {
  readonly account: Account;
  /** Writes that join the identity to the account, at its first sign-in. */
  readonly joining: readonly Statement[];
}

const unknownAccount = () => new DomainError('sign-in-unknown-account');

/** Sign-in at an OpenID provider: Entra ID, Freja, SITHS. */
export class OidcSignIn {
  readonly #parts: OidcSignInParts;

  constructor(parts: OidcSignInParts) {
    this.#parts = parts;
  }

  /** Providers that accounts may sign in with. */
  offered(): { key: string; label: string }[] {
    return this.#parts.oidc
      .offered('sign-in')
      .filter(({ key }) => isAccountProvider(key))
      .map(({ key, label }) => ({ key, label }));
  }

  /** Where to send the browser. @throws {DomainError} identification-unavailable — also for a provider not offered */
  async begin(provider: string, returnTo: string): Promise<{ readonly url: string; readonly binding: FlowBinding }> {
    const { oidc, redirectUri } = this.#parts;
    if (!isAccountProvider(provider)) throw new DomainError('identification-unavailable');
    return oidc.begin({ purpose: 'sign-in', subjectId: null, providerKey: provider, returnTo, redirectUri });
  }

  /**
   * Starts a session for whom the provider identified.
   * @throws {DomainError} sign-in-unknown-account, wrong-person, account-frozen, identification-cancelled, -failed, -unavailable
   */
  async complete(flow: FinishedFlow, ip: string, replacesToken?: string): Promise<StartedSession> {
    const method = flow.providerKey;
    let found: Found | null = null;
    try {
      if (!flow.result.ok) throw new DomainError(flow.result.problem);
      const { identity } = flow.result;
      found = await this.#find(identity);
      if (!found || !isAccountProvider(method)) throw unknownAccount();
      await this.#refuse(found.account, identity);
      const { level } = identity;
      const start = await this.#parts.sessions.start(found.account, { level, method, replacesToken });
      await this.#parts.database.commit([
        ...found.joining,
        ...start.statements,
        accountEntry(found.account, { action: 'sign-in.succeeded', ip, method, level }, this.#now()),
      ]);
      return start;
    } catch (error) {
      if (isDomainError(error)) await this.#failed(found, flow, ip, error.type);
      throw error;
    }
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  /** Frozen, or somebody whose personnummer is known and another one. */
  async #refuse(account: Account, { personalNumber }: OidcIdentity): Promise<void> {
    const { accounts, organisations } = this.#parts;
    if (personalNumber && (await accounts.hasPersonalNumber(account, personalNumber)) === false)
      throw new DomainError('wrong-person');
    const organisation = await organisations.get(account.organisationId);
    if (account.frozen || organisation.frozen) throw new DomainError('account-frozen');
  }

  async #find(identity: OidcIdentity): Promise<Found | null> {
    const { accounts, database } = this.#parts;
    const joined = await database.get<{ account_id: string }>(
      'select account_id from account_identity where issuer = ? and subject = ?',
      identity.issuer,
      identity.subject,
    );
    if (!joined) return this.#join(identity);
    const account = await accounts.find(joined.account_id);
    return account && { account, joining: [] };
  }

  /**
   * By an address that the provider has verified and that lies in a domain of the account's organisation. An account that
   * has an identity at the issuer is not joined to another: addresses are given to new people, subjects are not.
   */
  async #join(identity: OidcIdentity): Promise<Found | null> {
    const { accounts, database } = this.#parts;
    const email = identity.emailVerified && identity.email ? normaliseEmail(identity.email) : null;
    const account = email ? await accounts.findByEmail(email) : null;
    if (!email || !account) return null;
    const own = await database.get(
      'select 1 as one from organisation_domain where domain = ? and organisation_id = ?',
      domainOf(email),
      account.organisationId,
    );
    const other = await database.get(
      'select 1 as one from account_identity where issuer = ? and account_id = ?',
      identity.issuer,
      account.id,
    );
    return own && !other ? { account, joining: this.#joining(account, identity) } : null;
  }

  #joining(account: Account, { issuer, subject }: OidcIdentity): Statement[] {
    const row = { issuer, subject, account_id: account.id, created_at: this.#now() };
    return [guard(insert(AccountIdentityEntity, row, 'nothing'), unknownAccount)];
  }

  async #failed(found: Found | null, flow: FinishedFlow, ip: string, reason: string): Promise<void> {
    const email = flow.result.ok ? (flow.result.identity.email ?? null) : null;
    const outcome = { action: 'sign-in.failed', ip, method: flow.providerKey, reason } as const;
    await this.#parts.database.commit([
      accountEntry(found?.account ?? { unknownEmail: email?.trim().toLowerCase() ?? null }, outcome, this.#now()),
    ]);
  }
}
