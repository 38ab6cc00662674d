import type { Folder, SearchMessages } from '../../../contract/messages.ts';
import { RECIPIENT_STATUSES, type RecipientStatus } from '../../../domain/status.ts';
import type { ListSearch } from '../message-keys.ts';

/** The last so many days, today counted. */
export const PERIODS = [1, 7, 30, 365] as const;

/** What a list can be in the order of; without one it is newest first. */
export const SORTS = ['oldest', 'name', 'level'] as const;
export type Sort = (typeof SORTS)[number];

/** How a folder's list is narrowed and turned. Days are local, `YYYY-MM-DD`, both ends counted. */
export interface ListLook {
  readonly sort?: Sort;
  readonly unread?: boolean;
  readonly level?: NonNullable<SearchMessages['level']>;
  readonly attachments?: boolean;
  readonly status?: RecipientStatus;
  readonly period?: (typeof PERIODS)[number];
  readonly from?: string;
  readonly to?: string;
  /** The other side's name or address. A secret: never in an address. */
  readonly person?: string;
}

export const PLAIN: ListLook = {};

/** What narrows the list, in the order in which it is shown. */
export const FILTERS = ['unread', 'level', 'attachments', 'status', 'period', 'from', 'to', 'person'] as const;
export type Filter = (typeof FILTERS)[number];

export const activeFilters = (look: ListLook): readonly Filter[] => FILTERS.filter((name) => look[name] !== undefined);

/** Without some of its parts. */
export function without(look: ListLook, parts: readonly (keyof ListLook)[]): ListLook {
  return Object.fromEntries(Object.entries(look).filter(([name]) => !parts.includes(name as keyof ListLook)));
}

const dayStart = (year: number, month: number, day: number) => new Date(year, month, day).toISOString();
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The local day's first instant, so many days later; undefined for what is no day. */
function instantOf(day: string | undefined, later: number): string | undefined {
  if (!day || !DAY.test(day) || Number.isNaN(Date.parse(day))) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return dayStart(year, month - 1, date + later);
}

/** What the server is asked; undefined when the folder is shown as it is. */
export function toSearch(look: ListLook, words: string, now: Date): ListSearch | undefined {
  const { unread, level, attachments, status, period, person } = look;
  // What is found by words comes in order of time.
  const sort = isByTime(look.sort) || !(words || person) ? look.sort : undefined;
  const begun = period && dayStart(now.getFullYear(), now.getMonth(), now.getDate() - period + 1);
  const from = begun ?? instantOf(look.from, 0);
  const before = instantOf(look.to, 1);
  const search = {
    ...(sort ? { sort } : {}),
    ...(words ? { words } : {}),
    ...(person ? { person } : {}),
    ...(unread === undefined ? {} : { unread }),
    ...(level ? { level } : {}),
    ...(attachments ? { attachments } : {}),
    ...(status ? { status } : {}),
    ...(from ? { from } : {}),
    ...(before ? { before } : {}),
  };
  return Object.keys(search).length > 0 ? search : undefined;
}

const NAMES = ['sort', 'unread', 'level', 'attachments', 'status', 'period', 'from', 'to'] as const;

/** The address's search part with this look in it, its other parts as they are. Nobody's name and no word stands there. */
export function withLook(address: string, look: ListLook): string {
  const params = new URLSearchParams(address);
  const { sort, unread, attachments, level, status, period, from, to } = look;
  const values = {
    unread: unread === undefined ? undefined : unread ? '1' : '0',
    attachments: attachments && '1',
    ...{ sort, level, status, period, from, to },
  };
  for (const name of NAMES) {
    params.delete(name);
    const value = values[name];
    if (value) params.set(name, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
}

/** The look that an address asks for; what it does not say rightly is left out. */
export function lookOf(address: string): ListLook {
  const params = new URLSearchParams(address);
  const one = <T>(name: string, values: readonly T[]) => values.find((value) => String(value) === params.get(name));
  const day = (name: string) => (DAY.test(params.get(name) ?? '') ? (params.get(name) ?? undefined) : undefined);
  const unread = one('unread', ['1', '0']);
  const found: { [K in keyof ListLook]: ListLook[K] | undefined } = {
    sort: one('sort', SORTS),
    unread: unread === undefined ? undefined : unread === '1',
    level: one('level', [1, 2, 3] as const),
    attachments: one('attachments', ['1']) === '1' || undefined,
    status: one('status', RECIPIENT_STATUSES),
    period: one('period', PERIODS),
    from: day('from'),
    to: day('to'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export const isByTime = (sort: Sort | undefined): boolean => sort === undefined || sort === 'oldest';

/** What a folder's list can be in the order of. */
export const sortsOf = (folder: Folder): readonly Sort[] =>
  folder === 'deleted' ? SORTS.filter((sort) => isByTime(sort)) : SORTS;

/** Which statuses a folder's rows can stand in. */
export const statusesOf = (folder: Folder): readonly RecipientStatus[] =>
  folder === 'inbox' ? ['opened', 'downloaded', 'replied', 'recalled', 'expired', 'purged'] : RECIPIENT_STATUSES;

/** Who stands on a folder's rows. */
export const otherSideOf = (folder: Folder): 'sender' | 'recipient' | 'person' => {
  if (folder === 'inbox') return 'sender';
  return folder === 'sent' || folder === 'links' ? 'recipient' : 'person';
};

export const knowsUnread = (folder: Folder): boolean => folder === 'inbox' || folder === 'archive';
