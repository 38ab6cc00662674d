import { createHash } from 'node:crypto';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';

/** At most `limit` hits in a window that begins with the first of them. */
export interface RateLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

interface Counter {
  readonly count: number;
  readonly window_ends_at: number;
}

/** The row's key; what is counted is not readable in it. */
const keyOf = (name: string, subject: string): Buffer =>
  createHash('sha256').update(`sefos/rate/v1\0${name}\0${subject}`, 'utf8').digest();

/** One statement, so that no two hits can read the same count. A window that has ended begins anew. */
const HIT = `insert into rate_counter (key_hash, window_ends_at, count) values (?, ?, 1)
on conflict (key_hash) do update set
  count = case when rate_counter.window_ends_at <= ? then 1 else rate_counter.count + 1 end,
  window_ends_at = case when rate_counter.window_ends_at <= ? then excluded.window_ends_at else rate_counter.window_ends_at end
returning count, window_ends_at`;

/** Counts guessable things in the database, so that all processes count together. Give secrets as blind indexes only. */
export class RateLimiter {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(dependencies: { readonly database: Database; readonly clock: Clock }) {
    this.#database = dependencies.database;
    this.#clock = dependencies.clock;
  }

  /** Counts one. @throws {DomainError} too-many-requests {retryAfterSeconds} — beyond the limit */
  async hit(name: string, subject: string, { limit, windowSeconds }: RateLimit): Promise<void> {
    const now = this.#clock.now().getTime();
    const rows = await this.#database.write<Counter>(HIT, keyOf(name, subject), now + windowSeconds * 1000, now, now);
    const counter = rows[0];
    if (counter && counter.count > limit) throw tooMany(counter, now);
  }

  /** Counts nothing. @throws {DomainError} too-many-requests {retryAfterSeconds} — when the next hit would be refused */
  async check(name: string, subject: string, { limit }: RateLimit): Promise<void> {
    const now = this.#clock.now().getTime();
    const counter = await this.#database.get<Counter>(
      'select count, window_ends_at from rate_counter where key_hash = ? and window_ends_at > ?',
      keyOf(name, subject),
      now,
    );
    if (counter && counter.count >= limit) throw tooMany(counter, now);
  }

  /** Takes one hit back: what was counted did not happen after all. */
  async giveBack(name: string, subject: string): Promise<void> {
    await this.#database.commit([
      write('update rate_counter set count = count - 1 where key_hash = ? and count > 0', keyOf(name, subject)),
    ]);
  }

  /** Forgets the count. */
  async reset(name: string, subject: string): Promise<void> {
    await this.#database.commit([this.forget(name, subject)]);
  }

  /** The write that forgets the count, for a batch of which that is a part. */
  forget(name: string, subject: string): Statement {
    return write('delete from rate_counter where key_hash = ?', keyOf(name, subject));
  }
}

const tooMany = (counter: Counter, now: number): DomainError =>
  new DomainError('too-many-requests', { retryAfterSeconds: Math.ceil((counter.window_ends_at - now) / 1000) });
