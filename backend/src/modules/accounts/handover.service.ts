import type { SessionHost } from '@sefos/shared/contract/sign-in.ts';
import { equalBytes, hashToken, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { SignInHandoverEntity, type SignInHandoverRow } from './account.entity.ts';
import { accountEntry } from './accounts.audit.ts';
import type { RateLimits } from './accounts.ports.ts';
import type { Account, AccountsService } from './accounts.service.ts';
import type { LiveSession, Sessions } from './sessions.service.ts';
import type { StartedSession } from './sign-in.service.ts';

export interface HandoverParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly limiter: RateLimits;
  /** What of an IP address failures are counted by. */
  readonly networkOf: (ip: string) => string;
}

export interface HandoverExchange {
  readonly code: string;
  readonly verifier: string;
  readonly host: SessionHost;
  readonly replacesToken?: string | undefined;
}

export const HANDOVER_SECONDS = 60;
/** Failures of one network. */
const NETWORK = { limit: 50, windowSeconds: 900 };
const METHOD = 'handover';

const invalid = () => new DomainError('handover-invalid');

/** A sign-in window gives the host that opened it a session: a code for whoever knows the verifier (RFC 7636, S256). */
export class Handover {
  readonly #parts: HandoverParts;

  constructor(parts: HandoverParts) {
    this.#parts = parts;
  }

  /** A code that works once, for a minute, in one host. @throws {DomainError} not-allowed — the caller is no browser window */
  async begin(
    actor: AccountActor,
    { challenge, host }: { readonly challenge: string; readonly host: SessionHost },
  ): Promise<{ readonly code: string; readonly expiresAt: string }> {
    if (actor.host !== 'web') throw new DomainError('not-allowed');
    const { clock, database } = this.#parts;
    const now = clock.now().getTime();
    const code = newToken();
    const expiresAt = now + HANDOVER_SECONDS * 1000;
    const { accountId: id, organisationId, ip, method, level } = actor;
    await database.commit([
      insert(SignInHandoverEntity, {
        code_hash: hashToken(code),
        challenge,
        host,
        session_id: actor.sessionId,
        expires_at: expiresAt,
      }),
      accountEntry({ id, organisationId }, { action: 'session.handover-begun', ip, method, level, host }, now),
    ]);
    return { code, expiresAt: new Date(expiresAt).toISOString() };
  }

  /**
   * A session of the host, as sure as the window's and no longer than it. The window's own goes on.
   * @throws {DomainError} handover-invalid — unknown, expired or used code, another host, a wrong verifier, or the window's session
   * has ended; account-frozen, too-many-requests
   */
  async exchange(given: HandoverExchange, ip: string): Promise<StartedSession> {
    const { limiter, networkOf } = this.#parts;
    await limiter.hit('handover-network', networkOf(ip), NETWORK);
    const trial: { account: Account | null } = { account: null };
    let isGuess = false;
    try {
      return await this.#start(given, trial, ip);
    } catch (error) {
      isGuess = isDomainError(error, 'handover-invalid');
      if (isDomainError(error)) await this.#failed(trial.account, ip, error.type);
      throw error;
    } finally {
      if (!isGuess) await limiter.giveBack('handover-network', networkOf(ip));
    }
  }

  async #start(given: HandoverExchange, trial: { account: Account | null }, ip: string): Promise<StartedSession> {
    const { clock, database, sessions } = this.#parts;
    const { host, replacesToken } = given;
    const row = await this.#row(given.code);
    const session = row && (await this.#window(row, trial));
    if (!row || !session || !isRight(row, given)) throw invalid();
    const { account, level, method, times } = session;
    const start = await sessions.start(account, { level, method, host, replacesToken, inherits: times });
    const now = clock.now().getTime();
    await database.commit([
      guard(useOnce(row.code_hash, now), invalid),
      ...start.statements,
      accountEntry(account, { action: 'sign-in.succeeded', ip, method, level, host, via: 'window' }, now),
    ]);
    return start;
  }

  #row(code: string): Promise<SignInHandoverRow | undefined> {
    return this.#parts.database.get<SignInHandoverRow>(
      'select * from sign_in_handover where code_hash = ? and used_at is null and expires_at > ?',
      hashToken(code),
      this.#parts.clock.now().getTime(),
    );
  }

  /** The window's session while it lives. @throws {DomainError} account-frozen */
  async #window({ session_id }: SignInHandoverRow, trial: { account: Account | null }): Promise<LiveSession | null> {
    const { accounts, database, organisations, sessions } = this.#parts;
    const owner = await database.get<{ account_id: string }>('select account_id from session where id = ?', session_id);
    const account = owner ? await accounts.find(owner.account_id) : null;
    if (!account) return null;
    trial.account = account;
    const organisation = await organisations.get(account.organisationId);
    if (account.frozen || organisation.frozen) throw new DomainError('account-frozen');
    return sessions.find(session_id);
  }

  async #failed(account: Account | null, ip: string, reason: string): Promise<void> {
    const outcome = { action: 'sign-in.failed', ip, method: METHOD, reason } as const;
    const now = this.#parts.clock.now().getTime();
    await this.#parts.database.commit([accountEntry(account ?? { unknownEmail: null }, outcome, now)]);
  }
}

const isRight = (row: SignInHandoverRow, { verifier, host }: HandoverExchange): boolean =>
  row.host === host && equalBytes(hashToken(verifier), Buffer.from(row.challenge, 'base64url'));

const useOnce = (codeHash: Uint8Array, now: number): Statement =>
  write(
    'update sign_in_handover set used_at = ? where code_hash = ? and used_at is null and expires_at > ?',
    now,
    codeHash,
    now,
  );
