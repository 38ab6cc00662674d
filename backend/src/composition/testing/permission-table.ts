import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Endpoint } from '@sefos/shared/contract/endpoint.ts';
import * as contract from '@sefos/shared/contract/index.ts';

const FILE = fileURLToPath(new URL('../../../../docs/permissions.md', import.meta.url));
const HEADING = '## Every operation';
const GRANT_HEADING = '## Inside an organisation, by a grant';

/** Who calls, in the order of the table's columns. */
export const CALLERS = [
  'user',
  'holder',
  'delegate',
  'read-only delegate',
  'member',
  'mailbox administrator',
  'administrator',
  'other administrator',
  'system',
  'recipient',
  'API key',
  'nobody',
] as const;
export type Caller = (typeof CALLERS)[number];

/** What a caller gets: in, or the status of the refusal. */
export type Verdict = 'yes' | 401 | 403 | 404;

/** Whose the resources are that a table's operations are tried on. */
export type Place = 'own' | 'personal' | 'function';
const PLACES: Readonly<Record<string, Place>> = {
  'In somebody’s own mailbox': 'personal',
  'In a function mailbox': 'function',
};

export interface PermissionRow {
  readonly section: string;
  readonly place: Place;
  readonly operations: readonly string[];
  readonly verdicts: Readonly<Record<Caller, Verdict>>;
}

/** Every operation of the contract by its name. */
export const OPERATIONS: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries<unknown>(contract).filter(
    (entry): entry is [string, Endpoint] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'method' in entry[1] && 'path' in entry[1],
  ),
);

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const verdictOf = (cell: string): Verdict => {
  if (cell === 'yes') return 'yes';
  const status = Number(cell);
  if (status === 401 || status === 403 || status === 404) return status;
  throw new Error(`docs/permissions.md says "${cell}": neither yes nor 401, 403 or 404`);
};

const rowOf = (section: string, heads: readonly string[], line: string): PermissionRow => {
  const [operations = '', ...cells] = cellsOf(line);
  if (cells.length !== CALLERS.length || heads.join() !== CALLERS.join())
    throw new Error(`docs/permissions.md, ${section}: the columns are not ${CALLERS.join(', ')}`);
  return {
    section,
    place: PLACES[section] ?? 'own',
    operations: [...operations.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    verdicts: Object.fromEntries(
      CALLERS.map((caller, index) => [caller, verdictOf(cells[index] ?? '')]),
    ) as PermissionRow['verdicts'],
  };
};

/** The tables of operations in docs/permissions.md. */
export const readPermissionTable = (): PermissionRow[] => {
  const [, text = ''] = readFileSync(FILE, 'utf8').split(HEADING);
  return text
    .split('\n### ')
    .slice(1)
    .flatMap((part) => {
      const [section = '', ...lines] = part.split('\n');
      const [head = '', , ...rows] = lines.filter((line) => line.startsWith('|'));
      return rows.map((line) => rowOf(section.trim(), cellsOf(head).slice(1), line));
    });
};

/** What docs/permissions.md opens to whoever was let into an organisation by a grant. */
export const readGrantedOperations = (): string[] => {
  const [, after = ''] = readFileSync(FILE, 'utf8').split(GRANT_HEADING);
  const rows = (after.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return rows.flatMap((line) => [...(cellsOf(line)[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
};
