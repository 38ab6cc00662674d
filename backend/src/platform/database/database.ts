import type { SqlValue, Statement } from './statements.ts';

/**
 * The database as our code uses it. MikroORM owns schema and migrations (open-database.ts); reads are SQL over prepared
 * statements, writes are batches of statements. The same SQL runs on SQLite and PostgreSQL: `?` placeholders, portable
 * syntax. docs/adr says why.
 */
export interface Database {
  readonly engine: 'sqlite' | 'postgresql';
  /** All rows of a SELECT. Never sees an uncommitted batch. */
  all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]>;
  /** The first row, or undefined. */
  get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined>;
  /**
   * Writes a batch: all of it or nothing, resolved when it is durable (synchronous=FULL). Batches that arrive together share
   * one commit on SQLite. A statement whose `expect` does not hold refuses its own batch alone, with its `otherwise()`.
   */
  commit(statements: readonly Statement[]): Promise<void>;
  /** One write that answers rows (`… returning …`), in a transaction of its own. */
  write<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]>;
  /** Calls `listener` after every commit of this process: a hint to look sooner, never the only way to learn of something. */
  onCommit(listener: () => void): () => void;
  /**
   * SQLite: writes the log back and empties it, so that overwritten pages (destroyed keys) are gone from disk. PostgreSQL: nothing;
   * what its log and backups keep is the operator's (docs/operations.md).
   */
  scrubLog(): Promise<void>;
  close(): Promise<void>;
}
