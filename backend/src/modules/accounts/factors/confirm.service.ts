import type { ConfirmAnswer, FactorChallenge, PasskeyRequest } from '@sefos/shared/contract/account-factors.ts';
import type { CodeChallenge } from '@sefos/shared/contract/sign-in.ts';
import type { AccountActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database/database.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import type { RateLimits, SignInCodes } from '../accounts.ports.ts';
import type { Account, AccountsService } from '../accounts.service.ts';
import { confirmText } from '../accounts.texts.ts';
import type { Sessions } from '../sessions.service.ts';
import { noticeOf } from './account-notices.ts';
import type { FactorTickets } from './factor-tickets.ts';
import type { Passkeys } from './passkeys.ts';
import type { SecondFactors } from './second-factors.ts';
import { selfEntry } from './self-entry.ts';

/** How long an identification counts as fresh. */
export const FRESH_SECONDS = 300;
/** Wrong passwords of one account, counted apart from those of its sign-in: whoever is here is signed in. */
const PASSWORDS = { limit: 10, windowSeconds: 900 };

export interface ConfirmParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: AccountsService;
  readonly sessions: Sessions;
  readonly tickets: FactorTickets;
  readonly passkeys: Passkeys;
  readonly factors: SecondFactors;
  readonly codes: SignInCodes;
  readonly limiter: RateLimits;
}

/** Lets somebody who is signed in show anew that it is she, before how she signs in is changed. In the browser alone. */
export class Confirm {
  readonly #parts: ConfirmParts;

  constructor(parts: ConfirmParts) {
    this.#parts = parts;
  }

  /** Until when the session counts as freshly identified; null when it does not any more. */
  async freshUntil(actor: AccountActor): Promise<Date | null> {
    const until = (await this.#parts.sessions.identifiedAt(actor.sessionId)) + FRESH_SECONDS * 1000;
    return this.#parts.clock.now().getTime() < until ? new Date(until) : null;
  }

  /** @throws {DomainError} not-allowed — a session of a Microsoft host; confirmation-required */
  async require(actor: AccountActor): Promise<void> {
    requireBrowser(actor);
    if (!(await this.freshUntil(actor))) throw new DomainError('confirmation-required');
  }

  /** @throws {DomainError} not-allowed, password-wrong, too-many-requests */
  async withPassword(actor: AccountActor, password: string): Promise<FactorChallenge> {
    requireBrowser(actor);
    const account = await this.checkPassword(actor, password);
    const { view, statement } = await this.#parts.factors.challenge(account, actor.sessionId);
    await this.#parts.database.commit([statement]);
    return view;
  }

  /** The actor's account when the password is its own. @throws {DomainError} password-wrong, too-many-requests */
  async checkPassword(actor: AccountActor, password: string): Promise<Account> {
    const { accounts, limiter } = this.#parts;
    await limiter.hit('confirm-password', actor.accountId, PASSWORDS);
    const { account, isRight } = await accounts.verifyPassword(actor.email, password);
    if (!account || !isRight || account.id !== actor.accountId) {
      await this.#failed(actor, 'password', 'password-wrong');
      throw new DomainError('password-wrong');
    }
    await limiter.reset('confirm-password', actor.accountId);
    return account;
  }

  /** @throws {DomainError} not-allowed, code-expired, sms-not-sent, code-send-limit, code-resend-too-soon */
  async sendSms(actor: AccountActor, ticket: string): Promise<CodeChallenge> {
    requireBrowser(actor);
    const { accounts, codes, tickets } = this.#parts;
    const account = await accounts.find((await tickets.find(ticket, actor.sessionId)).account_id);
    const number = account && (await accounts.phoneOf(account));
    if (!account || !number) throw new DomainError('sms-not-sent');
    await this.#parts.factors.requireUsable(account, 'sms');
    const textFor = (code: string) => confirmText(account.language, code);
    try {
      return await codes.send({ purpose: 'confirm', subjectId: account.id, ...number, textFor });
    } catch (error) {
      const pending = isDomainError(error, 'code-resend-too-soon') ? await codes.pending('confirm', account.id) : null;
      if (pending) return pending;
      throw error;
    }
  }

  /** @throws {DomainError} not-allowed */
  async askPasskey(actor: AccountActor): Promise<PasskeyRequest> {
    requireBrowser(actor);
    const { database, passkeys } = this.#parts;
    const { accountId, sessionId } = actor;
    const { request, statement } = await passkeys.ask({ purpose: 'confirm', accountId, sessionId });
    await database.commit([statement]);
    return request;
  }

  /**
   * Makes the session fresh, with a new token, which is answered; its level and method stay.
   * @throws {DomainError} code-wrong, code-used, code-expired, code-too-many-tries, passkey-refused, not-allowed, too-many-requests
   */
  async complete(
    actor: AccountActor,
    given: { readonly ticket?: string | undefined; readonly answer: ConfirmAnswer },
  ): Promise<string> {
    requireBrowser(actor);
    try {
      return await this.#complete(actor, given);
    } catch (error) {
      if (isDomainError(error)) await this.#failed(actor, given.answer.kind, error.type);
      throw error;
    }
  }

  async #complete(
    actor: AccountActor,
    { ticket, answer }: { readonly ticket?: string | undefined; readonly answer: ConfirmAnswer },
  ): Promise<string> {
    const { codes, database, factors, sessions, tickets } = this.#parts;
    const { accountId, sessionId } = actor;
    const now = this.#parts.clock.now().getTime();
    const renewal = sessions.confirm(sessionId);
    const ending = (method: string): Statement[] => [
      renewal.statement,
      selfEntry(actor, 'session.confirmed', now, { by: method }),
      ...(method === 'recovery' ? [noticeOf(accountId, 'recovery-code-used', now)] : []),
    ];
    if (answer.kind === 'passkey') {
      const { statements } = await factors.check({ purpose: 'confirm', accountId, sessionId }, answer);
      await database.commit([...statements, ...ending('passkey')]);
      return renewal.token;
    }
    if (ticket === undefined) throw new DomainError('code-expired');
    if (answer.kind === 'sms') {
      const taken = await tickets.find(ticket, sessionId);
      const { challengeId, code } = answer;
      const alongside = async () => [tickets.useUp(taken), ...ending('sms')];
      await codes.verify({ purpose: 'confirm', subjectId: accountId, challengeId, code, alongside });
      return renewal.token;
    }
    const taken = await tickets.take(ticket, sessionId);
    const { statements } = await factors.check({ purpose: 'confirm', accountId, sessionId }, answer);
    await database.commit([tickets.useUp(taken), ...statements, ...ending(answer.kind)]);
    await factors.forgive(accountId);
    return renewal.token;
  }

  async #failed(actor: AccountActor, by: string, reason: string): Promise<void> {
    const { clock, database } = this.#parts;
    await database.commit([selfEntry(actor, 'session.confirm-failed', clock.now().getTime(), { by, reason })]);
  }
}

/** Cookies alone: a frame of a Microsoft host has no passkeys, and changes no factors. @throws {DomainError} not-allowed */
export const requireBrowser = ({ host }: AccountActor): void => {
  if (host !== 'web') throw new DomainError('not-allowed');
};
