import type { FactorChallenge } from '@sefos/shared/contract/account-factors.ts';
import type { CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import { normaliseEmail } from '@sefos/shared/domain/email.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { accountEntry } from './accounts.audit.ts';
import type { RateLimits, SignInCodes } from './accounts.ports.ts';
import type { Account, AccountsService } from './accounts.service.ts';
import { codeText } from './accounts.texts.ts';
import type { SecondFactors } from './factors/second-factors.ts';
import { requireMaySignIn } from './may-sign-in.ts';
import type { Sessions } from './sessions.service.ts';

export interface SignInParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly organisations: OrganisationsService;
  readonly sessions: Sessions;
  readonly limiter: RateLimits;
  readonly codes: SignInCodes;
  readonly factors: SecondFactors;
  /** What of an IP address failures are counted by. */
  readonly networkOf: (ip: string) => string;
}

export interface StartedSession {
  /** The cookie's value: secret. */
  readonly token: string;
  readonly sessionId: string;
}

/** Failed passwords of one address, whether or not it is anybody's. */
const ACCOUNT = { limit: 10, windowSeconds: 900 };
/** Failures of one network; successes are not counted, because an authority can share one address. */
const NETWORK = { limit: 50, windowSeconds: 900 };
const METHOD = 'password-sms';
/** Refusals that can be somebody's guess, and count against the network. */
const GUESSES: ReadonlySet<string> = new Set([
  'sign-in-failed',
  'too-many-requests',
  'code-wrong',
  'code-expired',
  'code-too-many-tries',
]);

/** Sign-in by password and a code by SMS, always both: level 2. Accounts with other factors are asked which. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /**
   * Checks the password and sends a code, or answers which factors may follow where the account has more than SMS. Until the password is right, an account that exists answers as one that does not.
   * @throws {DomainError} sign-in-failed, too-many-requests; with the right password account-frozen, sign-in-way-off, sms-not-sent,
   * code-send-limit, code-resend-too-soon
   */
  async withPassword(
    given: { readonly email: string; readonly password: string },
    ip: string,
  ): Promise<CodeChallenge | FactorChallenge> {
    const { limiter, accounts, networkOf } = this.#parts;
    const email = normaliseEmail(given.email) ?? given.email.trim().toLowerCase();
    // Counted before anything is looked at and given back when it was right: tries at once cannot be more than tries in turn.
    await limiter.hit('sign-in-network', networkOf(ip), NETWORK);
    try {
      // Counted before it is checked, and forgotten when it was right: tries at once cannot be more than tries in turn.
      await limiter.hit('sign-in-account', email, ACCOUNT);
    } catch (error) {
      await this.#failed(await accounts.findByEmail(email), email, ip, error);
      throw error;
    }
    const { account, isRight } = await accounts.verifyPassword(email, given.password);
    if (!account || !isRight) {
      const error = new DomainError('sign-in-failed');
      await this.#failed(account, email, ip, error);
      throw error;
    }
    await limiter.reset('sign-in-account', email);
    await limiter.giveBack('sign-in-network', networkOf(ip));
    return (await this.#askForFactor(account, ip)) ?? this.sendCode(account, ip);
  }

  /**
   * Sends a code to an account whose password was right. To a page that was reloaded, the one on its way serves as well.
   * @throws {DomainError} account-frozen, sign-in-way-off, sms-not-sent, code-send-limit, code-resend-too-soon
   */
  sendCode(account: Account, ip: string): Promise<CodeChallenge> {
    return this.#sendCode(account, ip, () => this.#parts.codes.pending('sign-in', account.id));
  }

  /** Sends a new code on the strength of a challenge that has not ended. @throws {DomainError} code-expired, and as above */
  async resendCode(challengeId: string, ip: string): Promise<CodeChallenge> {
    const account = await this.#parts.accounts.find(await this.#parts.codes.subjectOf('sign-in', challengeId));
    if (!account) throw new DomainError('code-expired');
    return this.#sendCode(account, ip);
  }

  /**
   * Checks the code and starts a session, together or not at all.
   * @throws {DomainError} code-wrong, code-expired, code-too-many-tries, account-frozen, sign-in-way-off, too-many-requests
   */
  async withCode(
    given: { readonly challengeId: string; readonly code: string; readonly replacesToken?: string | undefined },
    ip: string,
  ): Promise<StartedSession> {
    const { accounts, clock, codes, factors, limiter, networkOf, sessions } = this.#parts;
    const { challengeId, code, replacesToken } = given;
    await limiter.hit('sign-in-network', networkOf(ip), NETWORK);
    let started: StartedSession | undefined;
    try {
      await codes.verify({
        purpose: 'sign-in',
        challengeId,
        code,
        alongside: async (accountId) => {
          const account = await accounts.find(accountId);
          if (!account) throw new DomainError('code-expired');
          await this.#requireMay(account);
          // The number was taken away while the code was on its way.
          if (!(await accounts.phoneOf(account))) throw new DomainError('code-expired');
          await factors.requireUsable(account, 'sms');
          const start = await sessions.start(account, { level: 2, method: METHOD, replacesToken });
          started = start;
          const outcome = { action: 'sign-in.succeeded', ip, method: METHOD, level: 2 } as const;
          return [...start.statements, accountEntry(account, outcome, clock.now().getTime())];
        },
      });
    } catch (error) {
      await this.#failed(await this.#accountOf(challengeId), null, ip, error);
      // What was no guess does not count against the network.
      if (isDomainError(error) && !GUESSES.has(error.type)) await limiter.giveBack('sign-in-network', networkOf(ip));
      throw error;
    }
    if (!started) throw new Error('a code was used without a session');
    await limiter.giveBack('sign-in-network', networkOf(ip));
    return started;
  }

  /** Null: the account has SMS alone. */
  async #askForFactor(account: Account, ip: string): Promise<FactorChallenge | null> {
    const { database, factors } = this.#parts;
    const { kinds } = await factors.of(account);
    if (kinds.every((kind) => kind === 'sms')) return null;
    try {
      await this.#requireMay(account);
    } catch (error) {
      await this.#failed(account, null, ip, error);
      throw error;
    }
    const { view, statement } = await factors.challenge(account, null);
    await database.commit([statement]);
    return view;
  }

  async #sendCode(
    account: Account,
    ip: string,
    pendingOf?: () => Promise<CodeChallenge | null>,
  ): Promise<CodeChallenge> {
    const { accounts, clock, codes, database } = this.#parts;
    try {
      await this.#requireMay(account);
      const number = await accounts.phoneOf(account);
      if (!number) throw new DomainError('sms-not-sent');
      await this.#parts.factors.requireUsable(account, 'sms');
      const textFor = (code: string) => codeText(account.language, code);
      const challenge = await codes.send({ purpose: 'sign-in', subjectId: account.id, ...number, textFor });
      await database.commit([
        accountEntry(account, { action: 'sign-in.code-sent', ip, method: METHOD }, clock.now().getTime()),
      ]);
      return challenge;
    } catch (error) {
      const pending = isDomainError(error, 'code-resend-too-soon') ? await pendingOf?.() : null;
      if (pending) return pending;
      await this.#failed(account, null, ip, error);
      throw error;
    }
  }

  async #requireMay(account: Account): Promise<void> {
    requireMaySignIn(account, await this.#parts.organisations.get(account.organisationId), 'password');
  }

  async #accountOf(challengeId: string): Promise<Account | null> {
    try {
      return await this.#parts.accounts.find(await this.#parts.codes.subjectOf('sign-in', challengeId));
    } catch {
      return null;
    }
  }

  /** Logs a refusal. Anything unexpected is not a try. */
  async #failed(account: Account | null, email: string | null, ip: string, error: unknown): Promise<void> {
    if (!isDomainError(error)) return;
    const { clock, database } = this.#parts;
    const outcome = { action: 'sign-in.failed', ip, method: METHOD, reason: error.type } as const;
    await database.commit([accountEntry(account ?? { unknownEmail: email }, outcome, clock.now().getTime())]);
  }
}
