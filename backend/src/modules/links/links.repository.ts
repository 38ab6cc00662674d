import { equalBytes, hashToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { type ExternalLinkRow, LinkSessionEntity, type LinkSessionRow, type SharedLinkRow } from './link.entity.ts';
import { countersOf, LINK_LIMITS, type LinkWay } from './links.domain.ts';

/** Thrown inside a batch when link or session is no longer as it was read: read again and say why. */
export class LinkChanged extends Error {}

const changed = () => new LinkChanged();
const NOBODY = Buffer.alloc(32);

/** Rows of links and their sessions. */
export class LinksRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  link(id: string): Promise<ExternalLinkRow | undefined> {
    return this.#database.get<ExternalLinkRow>('select * from external_link where id = ?', id);
  }

  /** The link that id and token open together; an unknown id takes the same comparison as a wrong token. */
  async linkByToken(id: string, token: string): Promise<ExternalLinkRow | null> {
    const row = await this.link(id);
    const matches = equalBytes(hashToken(token), row?.token_hash ?? NOBODY);
    return row && matches ? row : null;
  }

  /** Every personal link of a message. */
  linksOf(messageId: string): Promise<ExternalLinkRow[]> {
    return this.#database.all('select * from external_link where message_id = ? order by id', messageId);
  }

  shared(messageId: string): Promise<SharedLinkRow | undefined> {
    return this.#database.get('select * from shared_link where id = ?', messageId);
  }

  /** The shared link that id and token open together; an unknown id takes the same comparison as a wrong token. */
  async sharedByToken(messageId: string, token: string): Promise<SharedLinkRow | null> {
    const row = await this.shared(messageId);
    const matches = equalBytes(hashToken(token), row?.token_hash ?? NOBODY);
    return row && matches ? row : null;
  }

  session(id: string): Promise<LinkSessionRow | undefined> {
    return this.#database.get<LinkSessionRow>('select * from link_session where id = ?', id);
  }

  /** The session of a cookie; it must be one of this link. */
  sessionByToken(token: string, linkId: string): Promise<LinkSessionRow | undefined> {
    return this.#database.get<LinkSessionRow>(
      'select * from link_session where token_hash = ? and link_id = ?',
      hashToken(token),
      linkId,
    );
  }

  newSession(session: {
    id: string;
    linkId: string;
    way: LinkWay;
    token: string;
    csrfToken: string;
    now: number;
  }): Statement {
    return insert(LinkSessionEntity, {
      id: session.id,
      link_id: session.linkId,
      token_hash: hashToken(session.token),
      csrf_token: session.csrfToken,
      way: session.way,
      // The shared link leads to her own by the address alone: it has been said before the session begins.
      address_confirmed_at: session.way === 'shared' ? session.now : null,
      created_at: session.now,
      seen_at: session.now,
      expires_at: session.now + LINK_LIMITS.sessionSeconds * 1000,
    });
  }

  seen(sessionId: string, now: number): Statement {
    return write('update link_session set seen_at = ? where id = ? and seen_at < ?', now, sessionId, now);
  }

  endSession(sessionId: string, now: number): Statement {
    return write('update link_session set revoked_at = ? where id = ? and revoked_at is null', now, sessionId);
  }

  /** Refuses the batch unless the link is neither revoked, expired nor locked for this way in when it commits. */
  usable(linkId: string, way: LinkWay, now: number): Statement {
    const open =
      'update external_link set failed_tries = failed_tries where id = ? and revoked_at is null and expires_at > ? and (locked_until is null or locked_until <= ?)';
    return guard(
      way === 'personal'
        ? write(open, linkId, now, now)
        : write(`${open} and (shared_locked_until is null or shared_locked_until <= ?)`, linkId, now, now, now),
      changed,
    );
  }

  /** Refuses the batch when the sender has given another number since `link` was read. */
  sameNumber(link: ExternalLinkRow): Statement {
    return guard(
      link.phone_index
        ? write(
            'update external_link set failed_tries = failed_tries where id = ? and phone_index = ?',
            link.id,
            link.phone_index,
          )
        : write('update external_link set failed_tries = failed_tries where id = ?', link.id),
      changed,
    );
  }

  confirmAddress(sessionId: string, now: number): Statement {
    return guard(
      write(
        'update link_session set address_confirmed_at = ? where id = ? and address_confirmed_at is null and revoked_at is null and expires_at > ?',
        now,
        sessionId,
        now,
      ),
      changed,
    );
  }

  /** Only after the address: the order of the steps is kept by the row, not by the page. */
  identify(sessionId: string, method: string, now: number): Statement {
    return guard(
      write(
        'update link_session set identified_at = ?, method = ? where id = ? and address_confirmed_at is not null and identified_at is null and revoked_at is null and expires_at > ?',
        now,
        method,
        sessionId,
        now,
      ),
      changed,
    );
  }

  /** Sets the counters of a way in when nobody else has counted since `link` was read. */
  countWrong(link: ExternalLinkRow, way: LinkWay, failedTries: number, lockedUntil: number | null): Statement {
    const of = way === 'personal' ? '' : 'shared_';
    return guard(
      write(
        `update external_link set ${of}failed_tries = ?, ${of}locked_until = ? where id = ? and ${of}failed_tries = ? and revoked_at is null`,
        failedTries,
        lockedUntil,
        link.id,
        countersOf(link, way).failed_tries,
      ),
      changed,
    );
  }

  /** As countWrong, of a shared link. */
  countSharedTry(shared: SharedLinkRow, failedTries: number, lockedUntil: number | null): Statement {
    return guard(
      write(
        'update shared_link set failed_tries = ?, locked_until = ? where id = ? and failed_tries = ?',
        failedTries,
        lockedUntil,
        shared.id,
        shared.failed_tries,
      ),
      changed,
    );
  }

  /** Takes back a try that was counted and turned out right, with the lock that it may have led to. */
  forgiveSharedTry(messageId: string): Statement {
    return write(
      'update shared_link set failed_tries = failed_tries - 1, locked_until = null where id = ? and failed_tries > 0',
      messageId,
    );
  }
}
