import type { StepUpCodeKind, StepUpPage } from '@sefos/shared/contract/sign-in.ts';
import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import { equalBytes, hashCode, hashToken, newReadableCode, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { StepUpWindowEntity, type StepUpWindowRow } from './account.entity.ts';
import { accountEntry } from './accounts.audit.ts';
import { isAccountProvider } from './accounts.domain.ts';
import type { FinishedFlow, FlowBinding, RateLimits } from './accounts.ports.ts';
import type { LiveSession, Sessions } from './sessions.service.ts';
import type { StepUp } from './step-up.service.ts';

export interface StepUpWindowParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly stepUp: StepUp;
  readonly limiter: RateLimits;
}

/** What a browser that entered a window is told: where to go, and two cookies' values (secret). */
export interface EnteredWindow {
  readonly url: string;
  readonly binding: FlowBinding;
  readonly browser: string;
}

interface Given {
  readonly verifier: string;
  readonly code: string;
}

/** Time to press the window's button, and for the code to reach the frame. */
export const STEP_UP_WINDOW_SECONDS = 300;
/** As long as a flow at a provider may take (identification's OIDC_FLOW_SECONDS). */
const FLOW_SECONDS = 600;
export const STEP_UP_TRIES = 5;
/** Wrong codes of one account, over all of its windows. */
const WRONG_CODES = { limit: 20, windowSeconds: 900 };

const invalid = () => new DomainError('handover-invalid');

/** Salt of the codes' hashes: the challenge stands nowhere in the database. */
const codeHash = (code: string, challenge: string): Buffer => hashCode(code, Buffer.from(challenge, 'utf8'));
const challengeOf = (verifier: string): string => hashToken(verifier).toString('base64url');

/** Where the window comes back to, in the language that it was opened in. */
const pathOf = (page: StepUpPage, { host, account }: LiveSession, challenge: string): string =>
  `${page === 'browser' ? '/step-up/window' : `/${host}/step-up`}?challenge=${challenge}&returned=1&lang=${account.language}`;

/**
 * Step-up at an OpenID provider for a bearer session, in a window of its own: providers refuse to be framed, and the frame has no
 * cookie that could bind the flow to a browser. The identification alone raises nothing. The session is raised by who brings a code
 * that only the window got, together with the verifier of the challenge that began it (RFC 7636): a window that somebody else lured
 * the person to has no way to give its code to that somebody.
 */
export class StepUpWindow {
  readonly #parts: StepUpWindowParts;

  constructor(parts: StepUpWindowParts) {
    this.#parts = parts;
  }

  /** The path of the window. @throws {DomainError} identification-unavailable; handover-invalid — the challenge was used before */
  async begin(actor: AccountActor, provider: string, challenge: string): Promise<string> {
    const { database, stepUp } = this.#parts;
    if (!stepUp.offersOidc(provider)) throw new DomainError('identification-unavailable');
    const now = this.#now();
    const row = {
      id: newId(now),
      challenge_hash: hashToken(challenge),
      session_id: actor.sessionId,
      provider,
      expires_at: now + STEP_UP_WINDOW_SECONDS * 1000,
      tries: 0,
    };
    await database.commit([guard(insert(StepUpWindowEntity, row, 'nothing'), invalid)]);
    return `/${actor.host}/step-up?challenge=${challenge}`;
  }

  /**
   * Binds the window to the browser that came, once, and begins the flow there.
   * @throws {DomainError} handover-invalid — unknown, expired or entered, or the session has ended; identification-unavailable
   */
  async enter(challenge: string, page: StepUpPage): Promise<EnteredWindow> {
    const { database, sessions, stepUp } = this.#parts;
    const row = await this.#row(challenge);
    const session = row ? await sessions.find(row.session_id) : null;
    if (!row || !session) throw invalid();
    const now = this.#now();
    const browser = newToken();
    const sql =
      'update step_up_window set browser_hash = ?, expires_at = ? where id = ? and browser_hash is null and expires_at > ?';
    const entered = write(sql, hashToken(browser), now + FLOW_SECONDS * 1000, row.id, now);
    await database.commit([guard(entered, invalid)]);
    const { url, binding } = await stepUp.beginOidc(
      { subjectId: row.id, language: session.account.language, returnTo: pathOf(page, session, challenge) },
      row.provider,
    );
    return { url, binding, browser };
  }

  /**
   * Takes a flow that was begun in a window: remembers what it reached. False: the flow is not a window's.
   * @throws {DomainError} not-signed-in, wrong-person, identification-cancelled, -failed, -unavailable; handover-invalid
   */
  async complete(flow: FinishedFlow, ip: string): Promise<boolean> {
    const { database, sessions, stepUp } = this.#parts;
    const row = await database.get<StepUpWindowRow>('select * from step_up_window where id = ?', flow.subjectId ?? '');
    if (!row) return false;
    const session = await sessions.find(row.session_id);
    if (!session) throw new DomainError('not-signed-in');
    const level = await stepUp.reached(flow, session, ip);
    const now = this.#now();
    const sql = 'update step_up_window set level = ?, expires_at = ? where id = ? and level is null and expires_at > ?';
    await database.commit([guard(write(sql, level, now + STEP_UP_WINDOW_SECONDS * 1000, row.id, now), invalid)]);
    return true;
  }

  /**
   * A code for the window to give on: one to hand over (256 bits), or one to type (40 bits). A new one of its kind voids the one before.
   * @param browser what the cookie of the browser holds
   * @throws {DomainError} handover-invalid — another browser, not identified, expired, used, or the session has ended
   */
  async code(
    { challenge, kind }: { readonly challenge: string; readonly kind: StepUpCodeKind },
    browser: string,
  ): Promise<{ readonly code: string; readonly expiresAt: string }> {
    const { database, sessions } = this.#parts;
    const row = await this.#row(challenge);
    if (!row?.browser_hash || row.level === null) throw invalid();
    if (!equalBytes(row.browser_hash, hashToken(browser)) || !(await sessions.find(row.session_id))) throw invalid();
    const code = kind === 'typed' ? newReadableCode() : newToken();
    const sql = `update step_up_window set ${kind === 'typed' ? 'typed_hash' : 'handed_hash'} = ? where id = ?`;
    await database.commit([guard(write(sql, codeHash(code, challenge), row.id), invalid)]);
    return { code, expiresAt: new Date(row.expires_at).toISOString() };
  }

  /**
   * Raises the session that began the window, once, and answers its new token.
   * @throws {DomainError} handover-invalid — another session's, not identified, expired, used, or the session has the level by now;
   * code-wrong, code-too-many-tries, too-many-requests; not-allowed — a browser's session is raised by the callback
   */
  async collect(actor: AccountActor, { verifier, code }: Given): Promise<string> {
    if (actor.host === 'web') throw new DomainError('not-allowed');
    const { limiter } = this.#parts;
    await limiter.hit('step-up-code', actor.accountId, WRONG_CODES);
    let isWrong = false;
    try {
      return await this.#raise(actor, challengeOf(verifier), code);
    } catch (error) {
      isWrong = isDomainError(error, 'code-wrong');
      throw error;
    } finally {
      if (!isWrong) await limiter.giveBack('step-up-code', actor.accountId);
    }
  }

  async #raise(actor: AccountActor, challenge: string, code: string): Promise<string> {
    const { database, sessions } = this.#parts;
    const { sessionId, accountId: id, organisationId, ip, host } = actor;
    const row = await this.#row(challenge);
    if (row?.session_id !== sessionId || row.level === null || row.level <= actor.level) throw invalid();
    const method = row.provider;
    if (!isAccountProvider(method)) throw invalid();
    const tries = await this.#takeTry(row.id);
    const hash = codeHash(code, challenge);
    const now = this.#now();
    if (![row.handed_hash, row.typed_hash].some((known) => known !== null && equalBytes(known, hash))) {
      const outcome = { action: 'session.step-up-failed', ip, method, host, reason: 'code-wrong' } as const;
      await database.commit([accountEntry({ id, organisationId }, outcome, now)]);
      throw new DomainError('code-wrong', { triesLeft: STEP_UP_TRIES - tries });
    }
    const level = row.level as AssuranceLevel;
    const renewal = sessions.renew(sessionId, { level, method, higherOnly: true });
    await database.commit([
      guard(useUp(row.id, hash, now), invalid),
      renewal.statement,
      accountEntry({ id, organisationId }, { action: 'session.stepped-up', ip, method, level, host }, now),
    ]);
    return renewal.token;
  }

  /** Counted before the code is looked at: tries that come at once are as many as any. Answers how many there were, with this one. */
  async #takeTry(id: string): Promise<number> {
    const [row] = await this.#parts.database.write<Pick<StepUpWindowRow, 'tries'>>(
      'update step_up_window set tries = tries + 1 where id = ? and tries < ? returning tries',
      id,
      STEP_UP_TRIES,
    );
    if (!row) throw new DomainError('code-too-many-tries');
    return Number(row.tries);
  }

  #row(challenge: string): Promise<StepUpWindowRow | undefined> {
    return this.#parts.database.get<StepUpWindowRow>(
      'select * from step_up_window where challenge_hash = ? and expires_at > ?',
      hashToken(challenge),
      this.#now(),
    );
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}

const useUp = (id: string, hash: Uint8Array, now: number): Statement =>
  write(
    'delete from step_up_window where id = ? and (handed_hash = ? or typed_hash = ?) and expires_at > ?',
    id,
    hash,
    hash,
    now,
  );
