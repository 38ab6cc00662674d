import { hashToken, newToken } from '../../../crypto/index.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../../platform/database/statements.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import { FactorTicketEntity, type FactorTicketRow } from './factor.entity.ts';

const LIFETIME_SECONDS = 600;
const TRIES = 5;

const expired = () => new DomainError('code-expired');

/** Tickets that stand for a right password until the second factor is right as well. */
export class FactorTickets {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(parts: { readonly database: Database; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** A new ticket (secret) with the write that keeps its hash. `sessionId` null: for a sign-in. */
  issue(accountId: string, sessionId: string | null) {
    const token = newToken();
    const expires_at = this.#clock.now().getTime() + LIFETIME_SECONDS * 1000;
    const row = {
      token_hash: hashToken(token),
      account_id: accountId,
      session_id: sessionId,
      tries: 0,
      expires_at,
    };
    return { token, expiresAt: new Date(expires_at), statement: insert(FactorTicketEntity, row) };
  }

  /** Whose a ticket is. @throws {DomainError} code-expired — also for another session's */
  async find(token: string, sessionId: string | null): Promise<FactorTicketRow> {
    const row = await this.#database.get<FactorTicketRow>(
      'select * from factor_ticket where token_hash = ? and expires_at > ?',
      hashToken(token),
      this.#clock.now().getTime(),
    );
    if (!row || row.session_id !== sessionId) throw expired();
    return row;
  }

  /** Counts a try before it is looked at: answers at once cannot have more tries than answers in turn. @throws {DomainError} code-expired, code-too-many-tries */
  async take(token: string, sessionId: string | null): Promise<FactorTicketRow> {
    const known = await this.find(token, sessionId);
    const rows = await this.#database.write<FactorTicketRow>(
      'update factor_ticket set tries = tries + 1 where token_hash = ? and tries < ? returning *',
      known.token_hash,
      TRIES,
    );
    if (rows[0]) return rows[0];
    throw new DomainError('code-too-many-tries', { triesLeft: 0 });
  }

  /** The write that uses a ticket up. It refuses with code-expired. */
  useUp({ token_hash }: Pick<FactorTicketRow, 'token_hash'>): Statement {
    return guard(write('delete from factor_ticket where token_hash = ?', token_hash), expired);
  }
}
