import type { LiveEvent } from '@sefos/shared/contract/live.ts';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { LiveEventRow } from './mailbox.entity.ts';
import type { ListenedMailbox } from './mailbox-door.ts';
import { padToPowerOfTwo } from './mailboxes.service.ts';

/** One event for one page. `id` goes into the stream, and comes back when the page returns. */
export interface LiveNotice {
  readonly id: string;
  readonly event: LiveEvent;
}

/** A page that listens. The feed calls; the page never blocks it. */
export interface LiveListener {
  readonly accountId: string;
  readonly sessionId: string;
  readonly mailboxIds: readonly string[];
  /** Those of them that are not her own, with what may be heard of them. */
  readonly entered?: readonly ListenedMailbox[];
  /** False = this reader is too slow: it is dropped, and comes back with the id of what it saw last. */
  send(notices: readonly LiveNotice[]): boolean;
  heartbeat(): boolean;
  end(): void;
}

export interface LiveFeedOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Which of these sessions are still alive; must not itself keep them alive. */
  readonly aliveSessions: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Which of these delegations and memberships are in force; without it nobody hears anything of a mailbox that is not her own. */
  readonly activeAccesses?: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onError: (error: unknown) => void;
  readonly connectionsPerAccount?: number;
  readonly pollMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
}

interface Connection {
  readonly listener: LiveListener;
  readonly mailboxes: ReadonlySet<string>;
  /** Ids sent, with the millisecond of each: forgotten once they leave the window. */
  readonly sent: Map<string, number>;
}

/** Longer than any transaction between making an id and committing it, and than the drift between clocks of processes. */
const WINDOW_MILLISECONDS = 5_000;
/** Hints come with every commit: they look back only this far, the poll looks back the whole window. */
const HINT_WINDOW_MILLISECONDS = 500;
const DEBOUNCE_MILLISECONDS = 50;
const KEEP_MILLISECONDS = 24 * 3_600_000;
/** A page that missed more than this reads everything again anyway. */
const RESUME_ROWS = 1_000;
const MAILBOXES_PER_QUERY = 512;

/** The smallest UUIDv7 of a millisecond: what ids are compared with. */
const lowestId = (ms: number): string => {
  const time = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
};
const millisecondsOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

const toNotice = ({ id, type, mailbox_id: mailboxId, message_id, recipient_id }: LiveEventRow): LiveNotice => {
  if (type === 'mailbox-changed' || type === 'account-changed' || type === 'account-renamed')
    return { id, event: { type, mailboxId } };
  if (type === 'case-changed') return { id, event: { type, mailboxId, caseId: message_id } };
  const about = type === 'draft-changed' ? { draftId: message_id } : { messageId: message_id };
  const event = { type, mailboxId, ...about, ...(recipient_id === null ? {} : { recipientId: recipient_id }) };
  return { id, event: event as LiveEvent };
};

/** Of a mailbox that is not her own only what she may read there: no others' drafts, and no message from before her time (ids begin with theirs). */
const isHeard = ({ entered = [] }: LiveListener, { mailbox_id, type, message_id }: LiveEventRow): boolean => {
  const access = entered.find(({ mailboxId }) => mailboxId === mailbox_id);
  if (!access) return true;
  if (type === 'draft-changed' || type === 'delegations-changed' || type === 'account-changed') return false;
  if (type === 'mailbox-changed' || type === 'account-renamed') return true;
  return millisecondsOf(message_id) >= access.since;
};

/**
 * Carries rows of `live_event` to the pages of this process: one read for all of them, soon after a commit of this process
 * and every second for commits of others. Ids are made before they are committed, so rows can appear behind ones already
 * seen: each look goes back a window, and what was sent is remembered as long.
 */
export class LiveFeed {
  readonly #options: LiveFeedOptions;
  readonly #connections = new Set<Connection>();
  #poll: NodeJS.Timeout | undefined;
  #pulse: NodeJS.Timeout | undefined;
  #hint: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;
  #looking: Promise<void> = Promise.resolve();
  #lastLook = 0;
  #stopped = false;

  constructor(options: LiveFeedOptions) {
    this.#options = options;
  }

  start(): void {
    const { database, pollMilliseconds = 1_000, heartbeatMilliseconds = 20_000 } = this.#options;
    this.#poll = setInterval(() => void this.look(WINDOW_MILLISECONDS), pollMilliseconds);
    this.#pulse = setInterval(() => void this.pulse(), heartbeatMilliseconds);
    this.#unsubscribe = database.onCommit(() => this.#hinted());
  }

  /** Ends every stream; pages come back to whatever process answers them next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    clearInterval(this.#pulse);
    clearTimeout(this.#hint);
    this.#unsubscribe?.();
    for (const connection of [...this.#connections]) this.#drop(connection);
    await this.#looking;
  }

  /** Number of pages that listen here. */
  get size(): number {
    return this.#connections.size;
  }

  /**
   * Adds a page, after telling it what happened since `lastEventId`. Answers the function that removes it.
   * @throws {DomainError} too-many-requests — the account has too many pages open
   */
  async connect(listener: LiveListener, lastEventId?: string): Promise<() => void> {
    const { connectionsPerAccount = 10 } = this.#options;
    let open = 0;
    for (const { listener: other } of this.#connections) if (other.accountId === listener.accountId) open++;
    if (this.#stopped || open >= connectionsPerAccount)
      throw new DomainError('too-many-requests', { retryAfterSeconds: 30 });
    const connection = { listener, mailboxes: new Set(listener.mailboxIds), sent: new Map<string, number>() };
    // Listed before the past is read, so that nothing falls between the two; `sent` takes care of what comes twice.
    this.#connections.add(connection);
    await this.#begin(connection, lastEventId);
    return () => void this.#connections.delete(connection);
  }

  /** Reads what is new within `windowMilliseconds` before the last look and hands it out. Looks follow each other. */
  look(windowMilliseconds: number): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look(windowMilliseconds)).catch(this.#options.onError);
    return this.#looking;
  }

  /** Ends streams whose session has ended, and keeps the others' lines open. */
  async pulse(): Promise<void> {
    if (this.#connections.size === 0) return;
    try {
      const alive = await this.#alive([...this.#connections]);
      for (const connection of [...this.#connections]) {
        if (!alive.has(connection) || !connection.listener.heartbeat()) this.#drop(connection);
      }
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** Deletes events that no page can come back for. */
  async sweep(): Promise<void> {
    const { database, clock } = this.#options;
    const before = clock.now().getTime() - KEEP_MILLISECONDS;
    for (;;) {
      const due = await database.get('select id from live_event where at < ? limit 1', before);
      if (!due) return;
      await database.commit([
        write(
          'delete from live_event where id in (select id from live_event where at < ? order by at limit 2000)',
          before,
        ),
      ]);
    }
  }

  #hinted(): void {
    if (this.#hint || this.#stopped || this.#connections.size === 0) return;
    this.#hint = setTimeout(() => {
      this.#hint = undefined;
      void this.look(HINT_WINDOW_MILLISECONDS);
    }, DEBOUNCE_MILLISECONDS);
  }

  async #begin(connection: Connection, lastEventId: string | undefined): Promise<void> {
    const now = this.#options.clock.now().getTime();
    if (!lastEventId) {
      // What is already there is what the page reads first: it is not news. But the page may have read before it came
      // here, so it hears of each mailbox with something recent that there is something to read again.
      const rows = await this.#read([...connection.mailboxes], lowestId(now - WINDOW_MILLISECONDS));
      for (const { id } of rows) connection.sent.set(id, millisecondsOf(id));
      const newest = new Map(
        rows
          // One's own sign-in is no reason to read anything again.
          .filter((row) => row.type !== 'account-changed' && isHeard(connection.listener, row))
          .map((row) => [row.mailbox_id, row]),
      );
      const notices = [...newest].map(
        ([mailboxId, { id }]): LiveNotice => ({ id, event: { type: 'mailbox-changed', mailboxId } }),
      );
      if (notices.length > 0 && !connection.listener.send(notices)) this.#drop(connection);
      return;
    }
    const since = Math.max(millisecondsOf(lastEventId), now - KEEP_MILLISECONDS) - WINDOW_MILLISECONDS;
    const rows = await this.#read([...connection.mailboxes], lowestId(since), RESUME_ROWS);
    this.#hand(
      connection,
      rows.filter(({ id }) => id !== lastEventId),
    );
    connection.sent.set(lastEventId, millisecondsOf(lastEventId));
  }

  async #look(windowMilliseconds: number): Promise<void> {
    const now = this.#options.clock.now().getTime();
    // A process that was held up for long looks back to where it was, whatever the time is now.
    const from = Math.min(now, this.#lastLook || now) - windowMilliseconds;
    if (windowMilliseconds >= WINDOW_MILLISECONDS) this.#lastLook = now;
    const connections = [...this.#connections];
    if (connections.length === 0) return;
    const byMailbox = Map.groupBy(await this.#readAll(connections, lowestId(from)), ({ mailbox_id }) => mailbox_id);
    // Whoever has signed out since the last pulse hears nothing more.
    const alive = byMailbox.size > 0 ? await this.#alive(connections) : undefined;
    for (const connection of connections) {
      if (alive && !alive.has(connection)) {
        this.#drop(connection);
        continue;
      }
      const rows = [...connection.mailboxes].flatMap((id) => byMailbox.get(id) ?? []);
      if (rows.length > 0) this.#hand(connection, rows);
      for (const [id, ms] of connection.sent) if (ms < from - WINDOW_MILLISECONDS) connection.sent.delete(id);
    }
  }

  /** Those whose session lives and whose accesses are all in force; the others come back with what they have then. */
  async #alive(connections: readonly Connection[]): Promise<ReadonlySet<Connection>> {
    const { aliveSessions, activeAccesses } = this.#options;
    const sessions = await aliveSessions([...new Set(connections.map(({ listener }) => listener.sessionId))]);
    const ids = new Set(connections.flatMap(({ listener }) => listener.entered ?? []).map(({ accessId }) => accessId));
    const active = ids.size > 0 && activeAccesses ? await activeAccesses([...ids]) : new Set<string>();
    return new Set(
      connections.filter(
        ({ listener: { sessionId, entered = [] } }) =>
          sessions.has(sessionId) && entered.every(({ accessId }) => active.has(accessId)),
      ),
    );
  }

  async #readAll(connections: readonly Connection[], fromId: string): Promise<LiveEventRow[]> {
    const mailboxes = [...new Set(connections.flatMap(({ mailboxes: ids }) => [...ids]))];
    const rows: LiveEventRow[] = [];
    for (let at = 0; at < mailboxes.length; at += MAILBOXES_PER_QUERY)
      rows.push(...(await this.#read(mailboxes.slice(at, at + MAILBOXES_PER_QUERY), fromId)));
    return rows;
  }

  async #read(mailboxIds: readonly string[], fromId: string, limit?: number): Promise<LiveEventRow[]> {
    if (mailboxIds.length === 0) return [];
    const padded = padToPowerOfTwo(mailboxIds);
    return this.#options.database.all<LiveEventRow>(
      `select * from live_event where mailbox_id in (${padded.map(() => '?').join(', ')}) and id >= ? order by id${limit ? ` limit ${limit}` : ''}`,
      ...padded,
      fromId,
    );
  }

  #hand(connection: Connection, rows: readonly LiveEventRow[]): void {
    const fresh = rows.filter((row) => !connection.sent.has(row.id) && isHeard(connection.listener, row));
    if (fresh.length === 0) return;
    for (const { id } of fresh) connection.sent.set(id, millisecondsOf(id));
    fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
    const taken = connection.listener.send(fresh.map(toNotice));
    // Who is let in, or no longer is, comes back and hears of the mailboxes that she has then.
    if (!taken || fresh.some(({ type }) => type === 'delegations-changed')) this.#drop(connection);
  }

  #drop(connection: Connection): void {
    if (this.#connections.delete(connection)) connection.listener.end();
  }
}
