import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * Column kinds of our tables. Rows are spelled as the database spells them (snake_case), so that entities, migrations and
 * SQL read alike; both engines hold the same values: ids are UUIDv7 text, instants are milliseconds since 1970, flags 0/1.
 */
export const column = {
  id: () => p.string().length(36),
  text: () => p.text(),
  short: (length = 255) => p.string().length(length),
  bytes: () => p.blob(),
  integer: () => p.integer(),
  /** Counts and sizes beyond 32 bits. */
  big: () => p.bigint('number'),
  /** Milliseconds since 1970-01-01 UTC. */
  instant: () => p.bigint('number'),
  flag: () => p.smallint(),
};

export { defineEntity };

type Plain<T> = {
  [K in keyof T as K extends symbol ? never : K]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K];
};

/** The row type of an entity: what `SELECT *` gives; a nullable column is `T | null`. */
export type RowOf<E> = Plain<InferEntity<E>>;

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
/** A row to insert: nullable columns may be left out. */
export type NewRow<E> = Omit<RowOf<E>, NullableKeys<RowOf<E>>> & Partial<Pick<RowOf<E>, NullableKeys<RowOf<E>>>>;
