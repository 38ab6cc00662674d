import type { OwnSession } from '@sefos/shared/contract/account-sessions.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { SessionRow } from './account.entity.ts';
import { isSessionAlive } from './accounts.domain.ts';
import type { TellPages } from './accounts.ports.ts';
import { refuseTokenOf } from './entra-token-use.ts';
import { selfEntry } from './factors/self-entry.ts';

/** More than anybody has open; what is older has ended long since. */
const LISTED = 100;

export interface OwnSessionsParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly organisations: OrganisationsService;
  readonly tell: TellPages;
}

/** Where a person is signed in, and the end of it. */
export class OwnSessions {
  readonly #parts: OwnSessionsParts;

  constructor(parts: OwnSessionsParts) {
    this.#parts = parts;
  }

  /** Sessions that live, last used first. */
  async list(actor: AccountActor): Promise<OwnSession[]> {
    return (await this.#alive(actor)).map((row) => present(row, actor.sessionId));
  }

  /** Ends one at once. @throws {DomainError} not-found — nobody's, somebody else's, or ended */
  async end(actor: AccountActor, id: string): Promise<void> {
    const now = this.#now();
    const row = (await this.#alive(actor)).find((session) => session.id === id);
    if (!row) throw new DomainError('not-found');
    await this.#parts.database.commit([
      guard(endOne(actor, id, now), () => new DomainError('not-found')),
      refuseTokenOf(id, now),
      selfEntry(actor, 'session.ended-by-owner', now, { session: id, host: row.host }),
      this.#parts.tell(actor.mailboxId, now),
    ]);
  }

  /** Ends every session but the actor's. */
  async endOthers(actor: AccountActor): Promise<void> {
    const now = this.#now();
    await this.#parts.database.commit([...(await this.othersEnd(actor)), this.#parts.tell(actor.mailboxId, now)]);
  }

  /** The writes that end every session but the actor's, with their entry in the log. */
  async othersEnd(actor: AccountActor): Promise<readonly Statement[]> {
    const now = this.#now();
    const others = (await this.#alive(actor)).filter(({ id }) => id !== actor.sessionId);
    return [
      write(
        'update session set revoked_at = ? where account_id = ? and id <> ? and revoked_at is null',
        now,
        actor.accountId,
        actor.sessionId,
      ),
      ...others.map(({ id }) => refuseTokenOf(id, now)),
      selfEntry(actor, 'session.others-ended', now, { sessions: others.length }),
    ];
  }

  async #alive({ accountId, organisationId }: AccountActor): Promise<SessionRow[]> {
    const { database, organisations } = this.#parts;
    const now = this.#now();
    const { settings } = await organisations.get(organisationId);
    const rows = await database.all<SessionRow>(
      `select * from session where account_id = ? and revoked_at is null and expires_at > ? and seen_at > ? order by seen_at desc, id desc limit ${LISTED}`,
      accountId,
      now,
      now - settings.session.idleSeconds * 1000,
    );
    return rows.filter((row) =>
      isSessionAlive(
        { createdAt: row.created_at, seenAt: row.seen_at, expiresAt: row.expires_at },
        settings.session,
        now,
      ),
    );
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}

const endOne = ({ accountId }: AccountActor, id: string, now: number): Statement =>
  write('update session set revoked_at = ? where id = ? and account_id = ? and revoked_at is null', now, id, accountId);

const present = (row: SessionRow, currentId: string): OwnSession => ({
  id: row.id,
  current: row.id === currentId,
  host: row.host as OwnSession['host'],
  device: row.device,
  ip: row.ip,
  method: row.method,
  level: row.level as OwnSession['level'],
  createdAt: new Date(row.created_at).toISOString(),
  seenAt: new Date(row.seen_at).toISOString(),
});
