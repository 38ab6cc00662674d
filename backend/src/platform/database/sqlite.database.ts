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

/**
 * SQLite with group commit: batches that arrive in one turn of the event loop are written in one transaction, each in a
 * savepoint of its own, and answered after the shared fsync. Everything runs synchronously on one connection, so that no
 * read can see an open transaction.
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
      // After the I/O of this turn, so that requests which were read together are committed together.
      setImmediate(() => this.#flush());
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
    const written: Batch[] = [];
    try {
      this.#prepare('begin immediate').run();
      for (const batch of batches) if (this.#writeBatch(batch)) written.push(batch);
      this.#prepare('commit').run();
    } catch (error) {
      if (this.#native.inTransaction) this.#prepare('rollback').run();
      for (const batch of batches) batch.reject(error);
      return;
    }
    for (const batch of written) batch.resolve();
    this.#tell();
  }

  /** Writes one batch inside the shared transaction; a refused batch is undone alone and answered at once. */
  #writeBatch(batch: Batch): boolean {
    this.#prepare('savepoint batch').run();
    try {
      for (const statement of batch.statements) {
        const prepared = this.#prepare(statement.sql);
        const { changes } = prepared.run(...statement.params);
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
