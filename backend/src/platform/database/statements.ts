import type { NewRow } from './table.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** One write. With `expect`, any other number of changed rows refuses the whole batch with `otherwise()`. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
  readonly expect?: number;
  readonly otherwise?: () => Error;
}

interface NamedEntity {
  readonly meta: { readonly tableName?: string; readonly collection?: string; readonly name?: string };
}

const tableOf = (entity: NamedEntity): string => {
  const name = entity.meta.tableName ?? entity.meta.collection ?? entity.meta.name;
  if (!name) throw new Error('entity without a table name');
  return name;
};

const insertSql = new Map<string, string>();

/**
 * An INSERT of one row. With `onConflict: 'nothing'` a row that is there already is left alone (0 changed rows: combine with
 * `guard`). The SQL text depends on the columns alone, so that it is prepared once.
 */
export const insert = <E extends NamedEntity>(entity: E, row: NewRow<E>, onConflict?: 'nothing'): Statement => {
  const names = Object.keys(row);
  const table = tableOf(entity);
  const key = `${table}:${names.join()}:${onConflict ?? ''}`;
  let sql = insertSql.get(key);
  if (!sql) {
    const conflict = onConflict ? ' on conflict do nothing' : '';
    sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})${conflict}`;
    insertSql.set(key, sql);
  }
  return { sql, params: Object.values(row) as SqlValue[] };
};

/** Any other write. */
export const write = (sql: string, ...params: SqlValue[]): Statement => ({ sql, params });

/** The same write, which must change exactly `rows` rows, or the batch is refused with `otherwise()` and nothing is written. */
export const guard = (statement: Statement, otherwise: () => Error, rows = 1): Statement => ({
  ...statement,
  expect: rows,
  otherwise,
});
