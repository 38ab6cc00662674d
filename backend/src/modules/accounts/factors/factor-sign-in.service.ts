import type { FactorAnswer, PasskeyRequest } from '@sefos/shared/contract/account-factors.ts';
import type { CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import type { OrganisationsService } from '../../organisations/index.ts';
import { accountEntry } from '../accounts.audit.ts';
import type { RateLimits } from '../accounts.ports.ts';
import type { Account, AccountsService } from '../accounts.service.ts';
import { requireMaySignIn } from '../may-sign-in.ts';
import type { Sessions } from '../sessions.service.ts';
import type { SignIn, StartedSession } from '../sign-in.service.ts';
import { noticeOf } from './account-notices.ts';
import type { FactorTicketRow } from './factor.entity.ts';
import type { FactorTickets } from './factor-tickets.ts';
import type { Passkeys } from './passkeys.ts';
import type { SecondFactors } from './second-factors.ts';

export interface FactorSignInParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  readonly tickets: FactorTickets;
  readonly passkeys: Passkeys;
  readonly factors: SecondFactors;
  readonly limiter: RateLimits;
  /** What of an IP address failures are counted by. */
  readonly networkOf: (ip: string) => string;
}

export interface FactorSignInAnswer {
  readonly ticket?: string | undefined;
  readonly answer: FactorAnswer;
  readonly replacesToken?: string | undefined;
}

/** As for passwords: failures of one network. */
const NETWORK = { limit: 50, windowSeconds: 900 };
/** What is asked of passkeys without a password; whoever gives up has asked as well. */
const ASKED = { limit: 200, windowSeconds: 900 };
const GUESSES: ReadonlySet<string> = new Set([
  'code-wrong',
  'code-used',
  'code-expired',
  'code-too-many-tries',
  'passkey-refused',
  'too-many-requests',
]);

/** Sign-in by a passkey alone, or by what follows a password: level 2, for none of it says who somebody is in law. */
export class FactorSignIn {
  readonly #parts: FactorSignInParts;

  constructor(parts: FactorSignInParts) {
    this.#parts = parts;
  }

  /** @throws {DomainError} code-expired, account-frozen, sign-in-way-off, sms-not-sent, code-send-limit */
  async sendSms(ticket: string, ip: string): Promise<CodeChallenge> {
    const { accounts, signIn, tickets } = this.#parts;
    const account = await accounts.find((await tickets.find(ticket, null)).account_id);
    if (!account) throw new DomainError('code-expired');
    return signIn.sendCode(account, ip);
  }

  /** @throws {DomainError} code-expired, too-many-requests */
  async askPasskey(ticket: string | undefined, ip: string): Promise<PasskeyRequest> {
    const { database, limiter, networkOf, passkeys, tickets } = this.#parts;
    if (ticket === undefined) await limiter.hit('passkey-network', networkOf(ip), ASKED);
    const accountId = ticket === undefined ? null : (await tickets.find(ticket, null)).account_id;
    const { request, statement } = await passkeys.ask({ purpose: 'sign-in', accountId, sessionId: null });
    await database.commit([statement]);
    return request;
  }

  /**
   * Checks the answer and starts a session, together or not at all.
   * @throws {DomainError} code-wrong, code-used, code-expired, code-too-many-tries, passkey-refused, account-frozen, sign-in-way-off, too-many-requests
   */
  async complete(given: FactorSignInAnswer, ip: string): Promise<StartedSession> {
    const { limiter, networkOf } = this.#parts;
    const trial: { account: Account | null } = { account: null };
    let isGuess = false;
    await limiter.hit('sign-in-network', networkOf(ip), NETWORK);
    try {
      return await this.#start(given, trial, ip);
    } catch (error) {
      isGuess = isDomainError(error) && GUESSES.has(error.type);
      await this.#failed(trial.account, given.answer, ip, error);
      throw error;
    } finally {
      if (!isGuess) await limiter.giveBack('sign-in-network', networkOf(ip));
    }
  }

  async #start(
    { ticket, answer, replacesToken }: FactorSignInAnswer,
    trial: { account: Account | null },
    ip: string,
  ): Promise<StartedSession> {
    const { accounts, clock, database, factors, sessions } = this.#parts;
    const taken = await this.#take(ticket, answer);
    trial.account = taken && (await accounts.find(taken.account_id));
    const right = await factors.check(
      { purpose: 'sign-in', accountId: taken?.account_id ?? null, sessionId: null },
      answer,
    );
    const account = await accounts.find(right.accountId);
    if (!account) throw new DomainError('code-expired');
    trial.account = account;
    await this.#requireMay(account);
    await factors.requireUsable(account, answer.kind);
    const { method } = right;
    const start = await sessions.start(account, { level: 2, method, replacesToken });
    const now = clock.now().getTime();
    await database.commit([
      ...this.#used(taken),
      ...right.statements,
      ...start.statements,
      ...(method === 'password-recovery' ? [noticeOf(account.id, 'recovery-code-used', now)] : []),
      accountEntry(account, { action: 'sign-in.succeeded', ip, method, level: 2 }, now),
    ]);
    await factors.forgive(account.id);
    return start;
  }

  /** A passkey proves itself, and costs its ticket no try. */
  async #take(ticket: string | undefined, { kind }: FactorAnswer): Promise<FactorTicketRow | null> {
    const { tickets } = this.#parts;
    if (ticket === undefined) return null;
    return kind === 'passkey' ? tickets.find(ticket, null) : tickets.take(ticket, null);
  }

  #used(taken: FactorTicketRow | null): Statement[] {
    return taken ? [this.#parts.tickets.useUp(taken)] : [];
  }

  async #requireMay(account: Account): Promise<void> {
    requireMaySignIn(account, await this.#parts.organisations.get(account.organisationId), 'password');
  }

  /** Logs a refusal. Anything unexpected is not a try. */
  async #failed(account: Account | null, { kind }: FactorAnswer, ip: string, error: unknown): Promise<void> {
    if (!isDomainError(error)) return;
    const method = kind === 'passkey' ? 'passkey' : `password-${kind}`;
    const outcome = { action: 'sign-in.failed', ip, method, reason: error.type } as const;
    const now = this.#parts.clock.now().getTime();
    await this.#parts.database.commit([accountEntry(account ?? { unknownEmail: null }, outcome, now)]);
  }
}
