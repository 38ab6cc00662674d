import type { AssuranceLevel, IdentificationMethod } from '@sefos/shared/domain/levels.ts';
import { hashToken, newToken } from '../../crypto/index.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { type AccountRow, SessionEntity, type SessionRow } from './account.entity.ts';
import { accountEntry } from './accounts.audit.ts';
import { absoluteEnd, isSessionAlive, padToPowerOfTwo, type SessionTimes, shouldRemember } from './accounts.domain.ts';
import type { TellPages } from './accounts.ports.ts';
import { type Account, present } from './accounts.service.ts';
import { deviceOf } from './device.domain.ts';
import { refuseTokenOf } from './entra-token-use.ts';
import { type MissingFactor, missingFactor } from './missing-factor.ts';
import { credentialOf, type SessionRequest } from './session-token.ts';

/** Ended sessions are kept this long for the log's sake, then deleted. */
const KEEP_MILLISECONDS = 30 * 24 * 3_600_000;
const SESSIONS_PER_QUERY = 256;

type Joined = Omit<AccountRow, 'id' | 'organisation_id' | 'created_at'> & SessionRow;

const JOINED =
  'select a.email, a.display_name, a.mailbox_id, a.roles, a.language, a.theme, a.frozen_at, a.personal_number_index, a.external_id, s.* from session s join account a on a.id = s.account_id';

const timesOf = (row: SessionRow): SessionTimes => ({
  createdAt: row.created_at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
});

const accountOf = (row: Joined): Account => present({ ...row, id: row.account_id } as unknown as AccountRow);

/** A session to be written; `token` is the cookie's value or the bearer token, and secret. */
export interface SessionStart {
  readonly token: string;
  readonly sessionId: string;
  readonly statements: readonly Statement[];
}

export type SessionRenewal = { readonly token: string; readonly statement: Statement };

/** What a step-up reached. */
interface StepUpResult {
  readonly level: AssuranceLevel;
  readonly method: IdentificationMethod;
}

/** A session that has not ended, with its account. */
export interface LiveSession {
  readonly id: string;
  readonly account: Account;
  readonly level: AssuranceLevel;
  readonly method: IdentificationMethod;
  readonly host: AccountActor['host'];
  readonly times: Pick<SessionTimes, 'createdAt' | 'expiresAt'> & { readonly identifiedAt: number };
}

export interface StartSession {
  readonly level: AssuranceLevel;
  readonly method: IdentificationMethod;
  /** Where it may be used; the browser when left out. */
  readonly host?: AccountActor['host'];
  /** The caller's session so far, which ends. */
  readonly replacesToken?: string | undefined;
  /** Of the session that this one comes from: its absolute end holds here too, or a hand-over would prolong an identification. */
  readonly inherits?: LiveSession['times'];
}

/** Sessions of accounts: a random token in a cookie or a frame's hands, stored as its hash, with an idle and an absolute end. */
export class Sessions {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #organisations: OrganisationsService;
  readonly #tell: TellPages | undefined;

  constructor(parts: {
    readonly database: Database;
    readonly clock: Clock;
    readonly organisations: OrganisationsService;
    /** Lets the account's open pages see a new session. */
    readonly tell?: TellPages;
  }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#organisations = parts.organisations;
    this.#tell = parts.tell;
  }

  /** The writes that start a session; the caller's earlier one in the same browser ends. */
  async start(account: Account, how: StartSession): Promise<SessionStart> {
    const now = this.#clock.now().getTime();
    const { settings } = await this.#organisations.get(account.organisationId);
    const token = newToken();
    const sessionId = newId(now);
    const row = {
      id: sessionId,
      token_hash: hashToken(token),
      csrf_token: newToken(),
      account_id: account.id,
      organisation_id: account.organisationId,
      level: how.level,
      method: how.method,
      created_at: how.inherits?.createdAt ?? now,
      seen_at: now,
      expires_at: how.inherits?.expiresAt ?? now + settings.session.absoluteSeconds * 1000,
      host: how.host ?? 'web',
      identified_at: how.inherits?.identifiedAt ?? now,
    };
    const told = this.#tell ? [this.#tell(account.mailboxId, now)] : [];
    const replaced = how.replacesToken ? [endByToken(how.replacesToken, now)] : [];
    return { token, sessionId, statements: [...replaced, insert(SessionEntity, row), ...told] };
  }

  /**
   * The write that raises a session: new token, new CSRF token, same absolute end.
   * Its guard refuses the batch with not-signed-in when the session has been revoked, or with `higherOnly` has the level by now.
   */
  renew(
    sessionId: string,
    { level, method, higherOnly }: StepUpResult & { readonly higherOnly?: true },
  ): SessionRenewal {
    const token = newToken();
    const now = this.#clock.now().getTime();
    const statement = write(
      `update session set token_hash = ?, csrf_token = ?, level = ?, method = ?, seen_at = ?, identified_at = ? where id = ? and revoked_at is null${higherOnly ? ' and level < ?' : ''}`,
      hashToken(token),
      newToken(),
      level,
      method,
      now,
      now,
      sessionId,
      ...(higherOnly ? [level] : []),
    );
    return { token, statement: guard(statement, () => new DomainError('not-signed-in')) };
  }

  /**
   * The write after which a session counts as freshly identified: new token, new CSRF token; level and method stay. It refuses with
   * not-signed-in when the session has been revoked.
   */
  confirm(sessionId: string): SessionRenewal {
    const token = newToken();
    const statement = write(
      'update session set token_hash = ?, csrf_token = ?, identified_at = ? where id = ? and revoked_at is null',
      hashToken(token),
      newToken(),
      this.#clock.now().getTime(),
      sessionId,
    );
    return { token, statement: guard(statement, () => new DomainError('not-signed-in')) };
  }

  /** When the person of a session identified herself last (milliseconds since 1970). */
  async identifiedAt(sessionId: string): Promise<number> {
    const row = await this.#database.get<Pick<SessionRow, 'identified_at'>>(
      'select identified_at from session where id = ?',
      sessionId,
    );
    return row?.identified_at ?? 0;
  }

  /**
   * Who calls, from the session's cookie or bearer token; null when there is none, it is another host's, or it has ended.
   * Remembers that the session is in use.
   */
  async authenticate(request: SessionRequest): Promise<AccountActor | null> {
    const credential = credentialOf(request);
    if (!credential) return null;
    const row = await this.#database.get<Joined>(
      `${JOINED} where s.token_hash = ? and s.host = ?`,
      hashToken(credential.token),
      credential.host,
    );
    if (!row || !(await this.#isAlive(row))) return null;
    await this.#remember(row, request);
    const account = accountOf(row);
    return {
      kind: 'account',
      accountId: account.id,
      organisationId: account.organisationId,
      mailboxId: account.mailboxId,
      sessionId: row.id,
      host: credential.host,
      email: account.email,
      displayName: account.displayName,
      language: account.language,
      roles: account.roles,
      level: row.level as AssuranceLevel,
      method: row.method as IdentificationMethod,
      csrfToken: row.csrf_token,
      ...(await missingFactor(this.#organisations, row)),
      ip: request.ip,
    };
  }

  /** A live session with its account, by id; null when it has ended. For identifications that come back without the cookie. */
  async find(sessionId: string): Promise<LiveSession | null> {
    const row = await this.#database.get<Joined>(`${JOINED} where s.id = ?`, sessionId);
    if (!row || !(await this.#isAlive(row))) return null;
    return {
      id: row.id,
      account: accountOf(row),
      level: row.level as AssuranceLevel,
      method: row.method as IdentificationMethod,
      host: row.host as AccountActor['host'],
      times: { createdAt: row.created_at, expiresAt: row.expires_at, identifiedAt: row.identified_at },
    };
  }

  /** What a session's view shows. @throws {DomainError} not-signed-in */
  async details(sessionId: string): Promise<
    MissingFactor & {
      readonly account: Account;
      readonly level: AssuranceLevel;
      readonly method: string;
      readonly csrfToken: string;
      readonly expiresAt: Date;
      readonly idleSeconds: number;
    }
  > {
    const row = await this.#database.get<Joined>(`${JOINED} where s.id = ?`, sessionId);
    if (!row || !(await this.#isAlive(row))) throw new DomainError('not-signed-in');
    const { session } = (await this.#organisations.get(row.organisation_id)).settings;
    return {
      account: accountOf(row),
      level: row.level as AssuranceLevel,
      method: row.method,
      csrfToken: row.csrf_token,
      expiresAt: new Date(absoluteEnd(timesOf(row), session)),
      idleSeconds: session.idleSeconds,
      ...(await missingFactor(this.#organisations, row)),
    };
  }

  /** Which of these sessions are alive. Does not count as use: an open page alone does not keep a session. */
  async alive(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let at = 0; at < sessionIds.length; at += SESSIONS_PER_QUERY) {
      const ids = padToPowerOfTwo(sessionIds.slice(at, at + SESSIONS_PER_QUERY));
      const rows = await this.#database.all<Joined>(
        `${JOINED} where s.id in (${ids.map(() => '?').join(', ')})`,
        ...ids,
      );
      for (const row of rows) if (await this.#isAlive(row)) found.add(row.id);
    }
    return found;
  }

  /** Ends the actor's session; the Entra token that it began with begins no other. */
  async end(actor: AccountActor): Promise<void> {
    const now = this.#clock.now().getTime();
    const { accountId: id, organisationId, ip, method, level } = actor;
    await this.#database.commit([
      write('update session set revoked_at = ? where id = ? and revoked_at is null', now, actor.sessionId),
      refuseTokenOf(actor.sessionId, now),
      accountEntry({ id, organisationId }, { action: 'session.ended', ip, method, level }, now),
    ]);
  }

  /** Whether a session began with an Entra token, whatever it was raised by since. */
  async beganWithEntra(sessionId: string): Promise<boolean> {
    const sql = 'select 1 from session_entra_token where session_id = ?';
    return (await this.#database.get(sql, sessionId)) !== undefined;
  }

  /** Deletes sessions that ended long ago. */
  async sweep(): Promise<void> {
    const before = this.#clock.now().getTime() - KEEP_MILLISECONDS;
    await this.#database.commit([write('delete from session where expires_at < ?', before)]);
  }

  async #isAlive(row: Joined): Promise<boolean> {
    if (row.revoked_at !== null || row.frozen_at !== null) return false;
    const { settings, frozen } = await this.#organisations.get(row.organisation_id);
    return !frozen && isSessionAlive(timesOf(row), settings.session, this.#clock.now().getTime());
  }

  async #remember(row: Joined, { ip, headers }: SessionRequest): Promise<void> {
    const now = this.#clock.now().getTime();
    const { session } = (await this.#organisations.get(row.organisation_id)).settings;
    // Where it is used is known from its first call on.
    if (row.ip !== null && !shouldRemember(timesOf(row), session, now)) return;
    await this.#database.commit([
      write(
        'update session set seen_at = ?, ip = ?, device = ? where id = ? and seen_at <= ? and revoked_at is null',
        now,
        ip,
        deviceOf(headers['user-agent']),
        row.id,
        now,
      ),
    ]);
  }
}

const endByToken = (token: string, now: number): Statement =>
  write('update session set revoked_at = ? where token_hash = ? and revoked_at is null', now, hashToken(token));
