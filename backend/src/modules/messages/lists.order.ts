import type { SearchMessages } from '@sefos/shared/contract/messages.ts';
import { encodeKeyset, type Keyset } from '../../platform/database/keyset.ts';
import type { SqlValue } from '../../platform/database/statements.ts';

export type ListOrder = NonNullable<SearchMessages['sort']>;

/** A row's place in a list; `key` is what it is sorted by before its time. */
export interface Position extends Keyset {
  readonly key?: string | number | undefined;
}

/** The columns of a list that an order is made of. */
export interface OrderColumns {
  readonly at: string;
  readonly id: string;
  readonly name: string;
  readonly level: string;
}

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** By time alone; the word index knows no other order. */
export const isByTime = (order: ListOrder): order is 'newest' | 'oldest' => order === 'newest' || order === 'oldest';

/** The column that goes before the time; null = none does. */
export const keyColumn = (order: ListOrder, columns: OrderColumns): string | null =>
  order === 'name' ? columns.name : order === 'level' ? columns.level : null;

export const orderBy = (order: ListOrder, { at, id, name, level }: OrderColumns): string => {
  if (order === 'oldest') return `${at} asc, ${id} asc`;
  const newest = `${at} desc, ${id} desc`;
  if (order === 'level') return `${level} desc, ${newest}`;
  return order === 'name' ? `${name} asc, ${newest}` : newest;
};

/** What follows a place, as stretches of an index one after the other: names rise while times fall, which no single range says. */
export const stretchesAfter = (
  order: ListOrder,
  columns: OrderColumns,
  { key = '', at, id }: Position,
): Condition[] => {
  const time = `(${columns.at}, ${columns.id})`;
  if (order === 'level')
    return [{ sql: `(${columns.level}, ${columns.at}, ${columns.id}) < (?, ?, ?)`, values: [key, at, id] }];
  if (order === 'name')
    return [
      { sql: `${columns.name} = ? and ${time} < (?, ?)`, values: [key, at, id] },
      { sql: `${columns.name} > ?`, values: [key] },
    ];
  return [{ sql: `${time} ${order === 'newest' ? '<' : '>'} (?, ?)`, values: [at, id] }];
};

/** Everything up to a place, and the row that stands there. */
export const upTo = (order: ListOrder, columns: OrderColumns, { key = '', at, id }: Position): Condition => {
  const time = `(${columns.at}, ${columns.id})`;
  if (order === 'level')
    return { sql: `(${columns.level}, ${columns.at}, ${columns.id}) >= (?, ?, ?)`, values: [key, at, id] };
  if (order === 'name')
    return {
      sql: `${columns.name} <= ? and (${columns.name} < ? or ${time} >= (?, ?))`,
      values: [key, key, at, id],
    };
  return { sql: `${time} ${order === 'newest' ? '>=' : '<='} (?, ?)`, values: [at, id] };
};

const byKey = (order: ListOrder, one: Position, other: Position): number => {
  if (order === 'level') return Number(other.key) - Number(one.key);
  if (order !== 'name' || one.key === other.key) return 0;
  return String(one.key) < String(other.key) ? -1 : 1;
};

export const inOrder =
  (order: ListOrder) =>
  (one: Position, other: Position): number => {
    const ascending = one.at - other.at || (one.id < other.id ? -1 : 1);
    return byKey(order, one, other) || (order === 'oldest' ? ascending : -ascending);
  };

/** A cursor for clients, as `encodeKeyset`. */
export const encodePosition = ({ key, at, id }: Position): string =>
  key === undefined ? encodeKeyset({ at, id }) : Buffer.from(`${key}.${at}.${id}`).toString('base64url');

/** Null for a text that is no cursor of ours in this order. */
export const decodePosition = (cursor: string, order: ListOrder): Position | null => {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = /^(?:([0-9a-f]{0,92})\.)?(\d{1,16})\.([0-9a-f-]{36})$/.exec(text);
  if (!match?.[2] || !match[3]) return null;
  const place = { at: Number(match[2]), id: match[3] };
  const key = match[1];
  if (isByTime(order)) return key === undefined ? place : null;
  if (key === undefined || (order === 'level' && !/^\d$/.test(key))) return null;
  return { ...place, key: order === 'level' ? Number(key) : key };
};
