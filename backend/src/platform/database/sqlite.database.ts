import type BetterSqlite from 'better-sqlite3';
import type { Database } from './database.ts';
import type { SqlValue, Statement } from './statements.ts';

interface Batch {
  readonly statements: readonly Statement[];
  resolve(): void;
  reject(error: unknown): void;
}

/** How many statements we keep prepared; the product has a few hundred texts, lists with `in (…)` add some. */
const PREPARED_LIMIT = 2_000;

/** Turns of the event loop that a group may wait for company; each must bring some. */
const GATHER_TURNS = 4;

/**
 * SQLite with group commit: batches that arrive close together are written in one transaction and answered after the shared
 * fsync; a batch that is refused is undone alone. Everything runs synchronously on one connection, so that no read can see
 * an open transaction.
 */
export class SqliteDatabase implements Database {
  readonly engine = 'sqlite' as const;
  readonly #native: BetterSqlite.Database;
  readonly #closeOrm: () => Promise<void>;
  readonly #prepared = new Map<string, BetterSqlite.Statement>();
  readonly #listeners = new Set<() => void>();
  #waiting: Batch[] = [];
  #scheduled = false;

  constructor(native: BetterSqlite.Database, closeOrm: () => Promise<void>) {
    this.#native = native;
    this.#closeOrm = closeOrm;
  }

  #prepare(sql: string): BetterSqlite.Statement {
    const known = this.#prepared.get(sql);
    if (known) return known;
    if (this.#prepared.size >= PREPARED_LIMIT) this.#prepared.clear();
    const statement = this.#native.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }

  async all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    return this.#prepare(sql).all(...params) as Row[];
  }

  async get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined> {
    return this.#prepare(sql).get(...params) as Row | undefined;
  }

  async write<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    const statement = this.#prepare(sql);
    if (!statement.reader) {
      statement.run(...params);
      this.#tell();
      return [];
    }
    const rows = statement.all(...params) as Row[];
    this.#tell();
    return rows;
  }

  commit(statements: readonly Statement[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ statements, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      this.#gather(0, GATHER_TURNS);
    });
  }

  /**
   * Writes after the I/O of this turn, so that requests which were read together are committed together; and while further
   * turns bring further batches, they come along. A lone batch waits for one turn in which nothing happens.
   */
  #gather(seen: number, turnsLeft: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length > seen && turnsLeft > 0) this.#gather(length, turnsLeft - 1);
      else this.#flush();
    });
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async scrubLog(): Promise<void> {
    this.#native.pragma('wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    if (this.#waiting.length > 0) this.#flush();
    this.#prepared.clear();
    await this.#closeOrm();
  }

  #flush(): void {
    const batches = this.#waiting;
    this.#waiting = [];
    this.#scheduled = false;
    if (batches.length === 0) return;
    let written: readonly Batch[] = batches;
    try {
      this.#prepare('begin immediate').run();
      if (!this.#writeTogether(batches)) {
        this.#prepare('rollback').run();
        this.#prepare('begin immediate').run();
        written = batches.filter((batch) => this.#writeAlone(batch));
      }
      this.#prepare('commit').run();
    } catch (error) {
      if (this.#native.inTransaction) this.#prepare('rollback').run();
      for (const batch of batches) batch.reject(error);
      return;
    }
    for (const batch of written) batch.resolve();
    this.#tell();
  }

  /**
   * Writes all batches without savepoints, which cost a copy of every page that a batch touches (measured: a sixth of a
   * send's writing). False when one is refused: then nothing of the group may stand, and each is written by itself.
   * @throws when SQLite has ended the transaction by itself (disk full, I/O error)
   */
  #writeTogether(batches: readonly Batch[]): boolean {
    try {
      for (const { statements } of batches)
        for (const { sql, params, expect } of statements) {
          const { changes } = this.#prepare(sql).run(...params);
          if (expect !== undefined && changes !== expect) return false;
        }
      return true;
    } catch (error) {
      if (this.#native.inTransaction) return false;
      throw error;
    }
  }

  /** Writes one batch inside the shared transaction; a refused batch is undone alone and answered at once. */
  #writeAlone(batch: Batch): boolean {
    this.#prepare('savepoint batch').run();
    try {
      for (const statement of batch.statements) {
        const { changes } = this.#prepare(statement.sql).run(...statement.params);
        if (statement.expect !== undefined && changes !== statement.expect) throw refusal(statement);
      }
      this.#prepare('release batch').run();
      return true;
    } catch (error) {
      this.#prepare('rollback to batch').run();
      this.#prepare('release batch').run();
      batch.reject(error);
      return false;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The error of a guard that did not hold. */
export const refusal = (statement: Statement): Error =>
  statement.otherwise?.() ?? new Error(`guard did not hold: ${statement.sql}`);
