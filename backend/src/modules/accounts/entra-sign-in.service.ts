import type { SessionHost } from '@sefos/shared/contract/sign-in.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { EntraPerson, EntraTokensPort } from '../../ports/entra-tokens.port.ts';
import { entraLevelOf, type OrganisationsService, type TenantsService } from '../organisations/index.ts';
import { type AccountIdentities, entraKey } from './account-identities.ts';
import { accountEntry } from './accounts.audit.ts';
import type { RateLimits } from './accounts.ports.ts';
import type { Account } from './accounts.service.ts';
import { beganWithToken } from './entra-token-use.ts';
import { requireMaySignIn } from './may-sign-in.ts';
import type { Sessions } from './sessions.service.ts';
import type { StartedSession } from './sign-in.service.ts';

export interface EntraSignInParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly identities: AccountIdentities;
  readonly organisations: OrganisationsService;
  readonly tenants: TenantsService;
  readonly sessions: Sessions;
  readonly entraTokens: EntraTokensPort;
  readonly limiter: RateLimits;
  /** What of an IP address failures are counted by. */
  readonly networkOf: (ip: string) => string;
  /** Told of each sign-in, with the token, for what may be done on the person's behalf. Not waited for; its failures are its own. */
  readonly onEntraSignIn?: (account: Account, accessToken: string, person: EntraPerson) => Promise<void>;
}

/** What is known of somebody whose sign-in is under way, for the log of its failure. */
interface Trial {
  account: Account | null;
  email: string | null;
}

const METHOD = 'entra';
/** A counter of its own: frames try without being asked, and must not lock a whole authority out of signing in by password. */
const NETWORK = { limit: 50, windowSeconds: 900 };
/** Refusals that anybody can provoke. A good token of somebody without an account is none. */
const GUESSES: ReadonlySet<string> = new Set(['entra-token-invalid', 'tenant-not-connected']);

/** Sign-in in a Microsoft host by an Entra ID access token for SEFOS' own API. */
export class EntraSignIn {
  readonly #parts: EntraSignInParts;

  constructor(parts: EntraSignInParts) {
    this.#parts = parts;
  }

  /**
   * Exchanges the token for a session of the host.
   * @throws {DomainError} entra-token-invalid, entra-token-signed-out, tenant-not-connected, sign-in-unknown-account, account-frozen, sign-in-way-off,
   * identification-unavailable, too-many-requests
   */
  async signIn(
    given: {
      readonly accessToken: string;
      readonly host: SessionHost;
      readonly replacesToken?: string | undefined;
    },
    ip: string,
  ): Promise<StartedSession> {
    const { identities, limiter, networkOf } = this.#parts;
    await limiter.hit('entra-network', networkOf(ip), NETWORK);
    const trial: Trial = { account: null, email: null };
    let isGuess = false;
    try {
      const person = await this.#verify(given.accessToken);
      trial.email = person.email;
      const started = await identities.retrying(() => this.#start(person, trial, given, ip));
      this.#tell(trial.account, given.accessToken, person);
      return started;
    } catch (error) {
      isGuess = isDomainError(error) && GUESSES.has(error.type);
      if (isDomainError(error)) await this.#failed(trial, ip, error);
      throw error;
    } finally {
      if (!isGuess) await limiter.giveBack('entra-network', networkOf(ip));
    }
  }

  #verify(accessToken: string): Promise<EntraPerson> {
    const { entraTokens, tenants } = this.#parts;
    return entraTokens.verify(accessToken, async (tenantId) => (await tenants.tenantOwner(tenantId)) !== null);
  }

  async #start(
    person: EntraPerson,
    trial: Trial,
    { host, replacesToken }: { readonly host: SessionHost; readonly replacesToken?: string | undefined },
    ip: string,
  ): Promise<StartedSession> {
    const { clock, database, identities, organisations, sessions, tenants } = this.#parts;
    const organisationId = await tenants.tenantOwner(person.tenantId);
    if (!organisationId) throw new DomainError('tenant-not-connected');
    const found = await identities.find({ keys: [entraKey(person)], verifiedEmail: person.email, organisationId });
    if (!found) throw new DomainError('sign-in-unknown-account');
    const { account, joining } = found;
    trial.account = account;
    // Joined once; the tenant has gone to another organisation since, which has no say over this one's accounts.
    if (account.organisationId !== organisationId) throw new DomainError('tenant-not-connected');
    const organisation = await organisations.get(organisationId);
    requireMaySignIn(account, organisation, METHOD);
    const level = entraLevelOf(organisation.settings.entraLevels, person.methods);
    const start = await sessions.start(account, { level, method: METHOD, host, replacesToken });
    const how = { ip, method: METHOD, level, host };
    const now = clock.now().getTime();
    await database.commit([
      ...beganWithToken(start.sessionId, person),
      ...joining,
      ...start.statements,
      ...(joining.length > 0 ? [accountEntry(account, { action: 'identity.joined', ...how }, now)] : []),
      accountEntry(account, { action: 'sign-in.succeeded', ...how }, now),
    ]);
    return start;
  }

  #tell(account: Account | null, accessToken: string, person: EntraPerson): void {
    const { onEntraSignIn } = this.#parts;
    if (!account || !onEntraSignIn) return;
    void Promise.resolve()
      .then(() => onEntraSignIn(account, accessToken, person))
      .catch(() => undefined);
  }

  async #failed({ account, email }: Trial, ip: string, { type: reason, facts }: DomainError): Promise<void> {
    const detail = typeof facts.reason === 'string' ? { detail: facts.reason } : {};
    const outcome = { action: 'sign-in.failed', ip, method: METHOD, reason, ...detail } as const;
    const who = account ?? { unknownEmail: email?.trim().toLowerCase() ?? null };
    await this.#parts.database.commit([accountEntry(who, outcome, this.#parts.clock.now().getTime())]);
  }
}
