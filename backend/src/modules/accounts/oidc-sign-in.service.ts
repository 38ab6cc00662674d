import type { Database } from '../../platform/database/database.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcIdentity } from '../../ports/oidc.port.ts';
import type { OrganisationsService, TenantsService } from '../organisations/index.ts';
import { type AccountIdentities, entraKey, type ProvenIdentity } from './account-identities.ts';
import { accountEntry } from './accounts.audit.ts';
import { type AccountProvider, isAccountProvider } from './accounts.domain.ts';
import type { FinishedFlow, FlowBinding, SignInFlows } from './accounts.ports.ts';
import type { Account, AccountsService } from './accounts.service.ts';
import { requireMaySignIn, wayOf } from './may-sign-in.ts';
import type { Sessions } from './sessions.service.ts';
import type { StartedSession } from './sign-in.service.ts';

export interface OidcSignInParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly tenants: TenantsService;
  readonly identities: AccountIdentities;
  readonly sessions: Sessions;
  readonly oidc: SignInFlows;
  /** The registered callback's absolute address. */
  readonly redirectUri: string;
}

/** Whom a flow is about, for the log of its failure. */
interface Trial {
  account: Account | null;
}

/** Tenant and object id, of Entra alone: another provider may claim any. */
const entraPersonOf = (providerKey: string, { tenantId, objectId }: OidcIdentity) =>
  providerKey === 'entra' && tenantId !== undefined && objectId !== undefined ? { tenantId, objectId } : null;

const provenBy = (providerKey: string, identity: OidcIdentity): ProvenIdentity => {
  const { issuer, subject, email, emailVerified } = identity;
  const person = entraPersonOf(providerKey, identity);
  return {
    keys: [{ issuer, subject }, ...(person ? [entraKey(person)] : [])],
    verifiedEmail: emailVerified ? (email ?? null) : null,
  };
};

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
   * @throws {DomainError} sign-in-unknown-account, tenant-not-connected, wrong-person, account-frozen, sign-in-way-off, identification-cancelled,
   * -failed, -unavailable
   */
  async complete(flow: FinishedFlow, ip: string, replacesToken?: string): Promise<StartedSession> {
    const trial: Trial = { account: null };
    try {
      return await this.#parts.identities.retrying(() => this.#start(flow, trial, ip, replacesToken));
    } catch (error) {
      if (isDomainError(error)) await this.#failed(trial, flow, ip, error.type);
      throw error;
    }
  }

  async #start(flow: FinishedFlow, trial: Trial, ip: string, replacesToken?: string): Promise<StartedSession> {
    const { database, sessions } = this.#parts;
    const method = flow.providerKey;
    if (!flow.result.ok) throw new DomainError(flow.result.problem);
    const { identity } = flow.result;
    const found = await this.#parts.identities.find(provenBy(method, identity));
    if (!found || !isAccountProvider(method)) throw new DomainError('sign-in-unknown-account');
    const { account, joining } = found;
    trial.account = account;
    await this.#refuse(account, method, identity);
    const { level } = identity;
    const start = await sessions.start(account, { level, method, replacesToken });
    const how = { ip, method, level };
    await database.commit([
      ...joining,
      ...start.statements,
      ...(joining.length > 0 ? [accountEntry(account, { action: 'identity.joined', ...how }, this.#now())] : []),
      accountEntry(account, { action: 'sign-in.succeeded', ...how }, this.#now()),
    ]);
    return start;
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }

  /** Frozen, a way that is off, of a tenant that is another organisation's, or somebody whose personnummer is known and another one. */
  async #refuse(account: Account, providerKey: AccountProvider, identity: OidcIdentity): Promise<void> {
    const { accounts, organisations, tenants } = this.#parts;
    const { personalNumber } = identity;
    const person = entraPersonOf(providerKey, identity);
    const owner = person && (await tenants.tenantOwner(person.tenantId));
    if (owner && owner !== account.organisationId) throw new DomainError('tenant-not-connected');
    if (personalNumber && (await accounts.hasPersonalNumber(account, personalNumber)) === false)
      throw new DomainError('wrong-person');
    requireMaySignIn(account, await organisations.get(account.organisationId), wayOf(providerKey));
  }

  async #failed({ account }: Trial, flow: FinishedFlow, ip: string, reason: string): Promise<void> {
    const email = flow.result.ok ? (flow.result.identity.email ?? null) : null;
    const outcome = { action: 'sign-in.failed', ip, method: flow.providerKey, reason } as const;
    await this.#parts.database.commit([
      accountEntry(account ?? { unknownEmail: email?.trim().toLowerCase() ?? null }, outcome, this.#now()),
    ]);
  }
}
