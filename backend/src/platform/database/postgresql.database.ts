import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import pg from 'pg';
import type { Database } from './database.ts';
import { refusal } from './sqlite.database.ts';
import type { SqlValue, Statement } from './statements.ts';

/** deadlock_detected and serialization_failure (PostgreSQL, appendix A). */
const TRY_AGAIN = new Set(['40P01', '40001']);
const TRIES = 10;
const INT8 = 20;
/** Our 64-bit columns are instants and sizes below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

const translated = new Map<string, { readonly name: string; readonly text: string }>();

/** Our `?` become `$1 …`; the name makes PostgreSQL prepare the text once a connection. */
const translate = (sql: string): { readonly name: string; readonly text: string } => {
  const known = translated.get(sql);
  if (known) return known;
  let position = 0;
  const entry = { name: `s${translated.size}`, text: sql.replace(/\?/g, () => `$${++position}`) };
  translated.set(sql, entry);
  return entry;
};

const bind = (params: readonly SqlValue[]): unknown[] =>
  params.map((value) => (value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value));

/** PostgreSQL on MikroORM's pool. */
export class PostgresqlDatabase implements Database {
  readonly engine = 'postgresql' as const;
  readonly #pool: Pool;
  readonly #closeOrm: () => Promise<void>;
  readonly #listeners = new Set<() => void>();

  constructor(pool: Pool, closeOrm: () => Promise<void>) {
    this.#pool = pool;
    this.#closeOrm = closeOrm;
  }

  async all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    const result = await this.#pool.query({ ...translate(sql), values: bind(params), types });
    return result.rows as Row[];
  }

  async get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...params))[0];
  }

  async write<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    const rows = await this.all<Row>(sql, ...params);
    this.#tell();
    return rows;
  }

  async commit(statements: readonly Statement[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#commitOnce(statements);
      } catch (error) {
        // Two batches that take the same rows in different order: PostgreSQL undoes one of them whole, and it may go again.
        if (attempt === TRIES || !TRY_AGAIN.has((error as { code?: string }).code ?? '')) throw error;
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  async #commitOnce(statements: readonly Statement[]): Promise<void> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      await runAll(client, statements);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
    this.#tell();
  }

  onCommit(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async scrubLog(): Promise<void> {}

  async close(): Promise<void> {
    await this.#closeOrm();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const runAll = async (client: PoolClient, statements: readonly Statement[]): Promise<void> => {
  for (const statement of statements) {
    const result = await client.query({ ...translate(statement.sql), values: bind(statement.params), types });
    if (statement.expect !== undefined && result.rowCount !== statement.expect) throw refusal(statement);
  }
};
