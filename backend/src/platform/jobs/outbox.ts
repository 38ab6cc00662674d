import type { Clock } from '../../ports/clock.port.ts';
import type { Database } from '../database/database.ts';
import { guard, insert, type Statement, write } from '../database/statements.ts';
import { isDomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import { OutboxEntity, type OutboxRow } from './outbox.entity.ts';

export type JobPayload = Readonly<Record<string, string | number | null>>;

/** The write that asks for work after the commit. With an `id` of one's own the job can be withdrawn or hastened while it waits. */
export const enqueue = (
  kind: string,
  payload: JobPayload,
  nowMs: number,
  availableAtMs = nowMs,
  id = newId(nowMs),
): Statement =>
  insert(OutboxEntity, {
    id,
    kind,
    payload: JSON.stringify(payload),
    available_at: availableAtMs,
    attempts: 0,
    created_at: nowMs,
  });

/** As `enqueue`, for each row that `rows` names (`table where …`) when it is written; none asks for nothing. */
export const enqueueFrom = (
  kind: string,
  payload: JobPayload,
  nowMs: number,
  rows: Statement,
  availableAtMs = nowMs,
): Statement =>
  write(
    `insert into outbox (id, kind, payload, available_at, attempts, created_at) select ?, ?, ?, cast(? as bigint), 0, cast(? as bigint) from ${rows.sql}`,
    newId(nowMs),
    kind,
    JSON.stringify(payload),
    availableAtMs,
    nowMs,
    ...rows.params,
  );

/**
 * The write that takes a waiting job back. Refuses its batch with `otherwise()` when the job is done or taken back already; a
 * worker that is at the job then finds its row gone and writes nothing. So exactly one of the two batches is written.
 */
export const withdraw = (id: string, otherwise: () => Error): Statement =>
  guard(write('delete from outbox where id = ?', id), otherwise);

/** The write that makes a waiting job due now, also one that was parked; a job that is not there stays so. */
export const hasten = (id: string, nowMs: number): Statement =>
  write(
    'update outbox set available_at = ?, parked_at = null where id = ? and (available_at > ? or parked_at is not null)',
    nowMs,
    id,
    nowMs,
  );

/** True while a job waits or is being done. */
export const isWaiting = async (database: Database, id: string): Promise<boolean> =>
  (await database.get<{ id: string }>('select id from outbox where id = ?', id)) !== undefined;

/**
 * Does one job and answers the writes that belong with its end: they are committed together with the removal of the row.
 * May run twice (a worker can die between its work and that commit), so its effects outside the database must bear repeating.
 */
export type JobHandler = (payload: JobPayload, attempt: number) => Promise<readonly Statement[]>;

export interface OutboxOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly onError: (kind: string, reason: string, parked: boolean) => void;
  /** Rows taken at once. */
  readonly batchSize?: number;
  /** How often to look when nothing hints that there is work. */
  readonly pollMilliseconds?: number;
}

/** Longer than any job should take; a row whose worker died comes back after this. */
const CLAIM_MILLISECONDS = 60_000;
const ATTEMPTS = 12;

/** Thrown inside the batch that ends a job whose row is gone. */
class DoneByAnother extends Error {}

/** How long the other end asks to be left alone (`retryAfterSeconds`). */
const askedMilliseconds = (error: unknown): number => {
  const seconds = isDomainError(error) ? error.facts.retryAfterSeconds : 0;
  return typeof seconds === 'number' ? seconds * 1_000 : 0;
};

/** 5 s, 10 s, 20 s … or longer where the other end asks for it; at most an hour between tries. */
const backoffMilliseconds = (attempts: number, error: unknown): number =>
  Math.min(Math.max(5_000 * 2 ** (attempts - 1), askedMilliseconds(error)), 3_600_000);

const reasonOf = (error: unknown): string =>
  (isDomainError(error) ? error.type : error instanceof Error ? error.name : 'unknown').slice(0, 100);

/** Claims rows, does their work, retries with backoff, and parks with a visible reason. Any number of workers may run. */
export class OutboxWorker {
  readonly #options: OutboxOptions;
  #stopped = false;
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Starts to look for work: at once, after commits of this process, and every poll interval. */
  start(): void {
    this.#unsubscribe = this.#options.database.onCommit(() => this.#wake());
    this.#timer = setInterval(() => this.#wake(), this.#options.pollMilliseconds ?? 1_000);
    this.#running = this.#takeBack().finally(() => {
      this.#running = undefined;
      this.#wake();
    });
  }

  /** Stops taking work and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#unsubscribe?.();
    await this.#running;
  }

  /** Works until nothing is due; for tests and for commands. */
  async drain(): Promise<void> {
    while ((await this.#takeAndWork()) > 0);
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#stopped) {
        this.#again = false;
        // A turn later, so that a stream of commits cannot keep the loop to itself.
        setTimeout(() => this.#wake(), 20).unref();
      }
    });
  }

  /** SQLite has one process: what is claimed when it starts was claimed by one that died, and need not wait for its end. */
  async #takeBack(): Promise<void> {
    const { database, clock, onError } = this.#options;
    if (database.engine !== 'sqlite') return;
    const now = clock.now().getTime();
    await database
      .commit([
        write(
          'update outbox set available_at = ? where parked_at is null and attempts > 0 and available_at > ? and available_at <= ?',
          now,
          now,
          now + CLAIM_MILLISECONDS,
        ),
      ])
      .catch((error: unknown) => onError('outbox', reasonOf(error), false));
  }

  async #work(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#takeAndWork()) > 0);
    } catch (error) {
      this.#options.onError('outbox', reasonOf(error), false);
    }
  }

  async #takeAndWork(): Promise<number> {
    const rows = await this.#claim();
    await Promise.all(rows.map((row) => this.#workOne(row)));
    return rows.length;
  }

  #claim(): Promise<OutboxRow[]> {
    const { database, clock, batchSize = 50 } = this.#options;
    const now = clock.now().getTime();
    const lock = database.engine === 'postgresql' ? ' for update skip locked' : '';
    // Looks before it writes: an idle worker must not cost a transaction a second.
    return database
      .get<{ id: string }>('select id from outbox where parked_at is null and available_at <= ? limit 1', now)
      .then((due) =>
        due
          ? database.write<OutboxRow>(
              `update outbox set available_at = ?, attempts = attempts + 1 where id in (select id from outbox where parked_at is null and available_at <= ? order by available_at limit ${batchSize}${lock}) returning *`,
              now + CLAIM_MILLISECONDS,
              now,
            )
          : [],
      );
  }

  async #workOne(row: OutboxRow): Promise<void> {
    const { database, clock, handlers, onError } = this.#options;
    try {
      const handler = handlers[row.kind];
      if (!handler) throw new Error(`no handler for ${row.kind}`);
      const writes = await handler(JSON.parse(row.payload) as JobPayload, row.attempts);
      // First of all, and guarded: when a claim ran out and two workers did the job, its writes are made once.
      const done = guard(write('delete from outbox where id = ?', row.id), () => new DoneByAnother());
      await database.commit([done, ...writes]);
    } catch (error) {
      if (error instanceof DoneByAnother) return;
      const now = clock.now().getTime();
      const parked = row.attempts >= ATTEMPTS;
      onError(row.kind, reasonOf(error), parked);
      await database.commit([
        write(
          'update outbox set available_at = ?, last_error = ?, parked_at = ? where id = ?',
          now + backoffMilliseconds(row.attempts, error),
          reasonOf(error),
          parked ? now : null,
          row.id,
        ),
      ]);
    }
  }
}
