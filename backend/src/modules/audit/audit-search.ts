import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import type { AuditEventRow } from './audit.entity.ts';

/** What is looked for in one organisation's log; subjects by their ids. */
export interface AuditFilter {
  readonly organisationId: string;
  /** Milliseconds; from this one on, and up to this one without it. */
  readonly from?: number;
  readonly to?: number;
  readonly action?: string;
  readonly actors?: readonly string[];
  readonly targets?: readonly string[];
  readonly ip?: string;
}

interface EntriesPage {
  readonly order: 'newest' | 'oldest';
  readonly after: Keyset | null;
  readonly limit: number;
}

interface Condition {
  readonly column: string;
  readonly values: readonly string[];
}

/** In order of how few entries each leaves: the first that is asked for finds them by its index, the others are looked at in what it finds. */
const conditionsOf = ({ action, actors, targets, ip }: AuditFilter): Condition[] => [
  ...(targets ? [{ column: 'target_id', values: targets }] : []),
  ...(actors ? [{ column: 'actor_id', values: actors }] : []),
  ...(ip === undefined ? [] : [{ column: 'ip', values: [ip] }]),
  ...(action === undefined ? [] : [{ column: 'action', values: [action] }]),
];

/** An expression has no index: neither engine can choose another than the one that is meant. */
const sqlOf = ({ column, values }: Condition, index: number): string => {
  const operand = index === 0 ? column : `(${column} || '')`;
  return values.length === 1 ? `${operand} = ?` : `${operand} in (${values.map(() => '?').join(', ')})`;
};

interface Part {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The two ends of what is read, one comparison for each: with one more, an engine prefers the index of times alone. */
const boundsOf = ({ from, to }: AuditFilter, { order, after }: EntriesPage): Part[] => {
  const isNewest = order === 'newest';
  const isInside = after !== null && (isNewest ? after.at < (to ?? Infinity) : after.at >= (from ?? -Infinity));
  const start = from === undefined ? [] : [{ sql: 'at >= ?', values: [from] }];
  const end = to === undefined ? [] : [{ sql: 'at < ?', values: [to] }];
  if (!isInside) return [...start, ...end];
  const next = { sql: `(at, id) ${isNewest ? '<' : '>'} (?, ?)`, values: [after.at, after.id] };
  return isNewest ? [...start, next] : [next, ...end];
};

/** A page of entries in order of their time, read by the index that fits what is looked for. */
export const readEntries = (
  database: Pick<Database, 'all'>,
  filter: AuditFilter,
  page: EntriesPage,
): Promise<AuditEventRow[]> => {
  const conditions = conditionsOf(filter);
  // Nobody has the address that was asked for.
  if (conditions.some(({ values }) => values.length === 0)) return Promise.resolve([]);
  const direction = page.order === 'newest' ? 'desc' : 'asc';
  // The index of targets knows no organisation: named plainly, it would call for one that does, and find the target in all of it.
  const organisation = filter.targets ? "(organisation_id || '')" : 'organisation_id';
  const parts: readonly Part[] = [
    { sql: `${organisation} = ?`, values: [filter.organisationId] },
    ...conditions.map((condition, index) => ({ sql: sqlOf(condition, index), values: condition.values })),
    ...boundsOf(filter, page),
  ];
  return database.all<AuditEventRow>(
    `select * from audit_event where ${parts.map(({ sql }) => sql).join(' and ')} order by at ${direction}, id ${direction} limit ?`,
    ...parts.flatMap(({ values }) => values),
    page.limit,
  );
};
