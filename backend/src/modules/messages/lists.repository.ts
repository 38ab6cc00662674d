import type { Folder } from '@sefos/shared/contract/messages.ts';
import type { Database } from '../../platform/database/database.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import {
  inOrder,
  isByTime,
  keyColumn,
  type ListOrder,
  type OrderColumns,
  orderBy,
  type Position,
  stretchesAfter,
  upTo,
} from './lists.order.ts';
import type { RecipientRecord } from './message.entity.ts';
import type { ListRow } from './messages.repository.ts';

/** Where a row's copy lies; archive and deleted are made of both kinds. */
export type RowFolder = Exclude<Folder, 'archive' | 'deleted'>;
export type FolderRow = ListRow & Position & { readonly folder: RowFolder };

export interface ListFilters {
  readonly order: ListOrder;
  readonly after: Position | null;
  /** From this instant on, and before that one; milliseconds. */
  readonly from: number | null;
  readonly before: number | null;
  readonly unread?: boolean | undefined;
  readonly level?: number | undefined;
  readonly attachments?: boolean | undefined;
  readonly status?: string | undefined;
  /** Nothing above it. */
  readonly mostLevel?: number | undefined;
  /** Länkar without those of messages that their sender has deleted: nobody else's to read meanwhile. */
  readonly undeleted?: boolean | undefined;
  /** Only these rows; in Länkar only of these messages. */
  readonly ids?: readonly string[] | undefined;
}

const MESSAGE_COLUMNS =
  'm.organisation_id, m.sender_name, m.sent_by, m.sender_address, m.assurance_level, m.attachment_count, m.recipient_count, m.headline, m.purge_reason, m.sender_deleted_at, m.held_at, k.organisation_id as key_owner, k.epoch as key_epoch, k.wrapped as key_wrapped';
const RECIPIENT_COLUMNS =
  'r.mailbox_id, r.address, r.name, r.address_kind, r.method, r.notification, r.notified_at, r.opened_at, r.downloaded_at, r.replied_at, r.recalled_at, r.purged_at, r.expires_at, r.read_at, r.deleted_at';

interface Source extends OrderColumns {
  readonly folder: RowFolder;
  /** The table that is walked, and what it is joined with. */
  readonly table: string;
  readonly joins: string;
  readonly columns: string;
  /** Takes the mailbox; the rest is what its index holds. */
  readonly where: string;
  readonly found: string;
}

const received = (where: string): Source => ({
  folder: 'inbox',
  table: 'recipient r',
  joins: 'join message m on m.id = r.message_id left join message_key k on k.holder_id = r.id',
  columns: `r.id, r.message_id, r.delivered_at as at, ${MESSAGE_COLUMNS}, ${RECIPIENT_COLUMNS}`,
  where: `r.mailbox_id = ? and ${where}`,
  at: 'r.delivered_at',
  id: 'r.id',
  name: 'r.sort_name',
  level: 'r.assurance_level',
  found: 'r.id',
});
const sent = (where: string): Source => ({
  folder: 'sent',
  table: 'message m',
  joins: 'left join message_key k on k.holder_id = m.id',
  columns: `m.id, m.id as message_id, m.sent_at as at, ${MESSAGE_COLUMNS}`,
  where: `m.sender_mailbox_id = ? and ${where}`,
  at: 'm.sent_at',
  id: 'm.id',
  name: 'm.sort_name',
  level: 'm.assurance_level',
  found: 'm.id',
});
/**
 * Each walks an index of exactly its rows: ix_recipient_inbox, ix_recipient_archive, ix_message_sent, ix_message_archive,
 * ix_recipient_links, each also with `_name` and `_level`; ix_recipient_restorable, ix_message_restorable.
 */
const SOURCES: Readonly<Record<Folder, readonly Source[]>> = {
  inbox: [received('r.archived_at is null and r.deleted_at is null')],
  sent: [sent('m.sender_archived_at is null and m.sender_deleted_at is null')],
  archive: [
    received('r.archived_at is not null and r.deleted_at is null'),
    sent('m.sender_archived_at is not null and m.sender_deleted_at is null'),
  ],
  deleted: [
    received('r.mailbox_id is not null and r.deleted_at is not null and r.purged_at is null and r.recalled_at is null'),
    sent('m.sender_deleted_at is not null and m.purged_at is null and m.sender_purged_at is null'),
  ],
  links: [
    {
      ...received(''),
      folder: 'links',
      joins: 'join message m on m.id = r.message_id left join message_key k on k.holder_id = m.id',
      where: "r.sender_mailbox_id = ? and r.address_kind = 'external' and r.deleted_at is null",
      found: 'r.message_id',
    },
  ],
};
/** What is unread is in the inbox, and has an index of its own (ix_recipient_unread). */
const UNREAD = received('r.unread = 1');

/** Whatever the mailbox has received, wherever it lies: for rows whose ids are known. */
const RECEIVED = received('r.mailbox_id is not null');

const IS_UNREAD = '(r.read_at is null and r.recalled_at is null and r.purged_at is null)';
/** As domain/status.ts recipientStatus, with what the reader did to her own copy left out; takes the instant. */
const statusOf = (r: string): string =>
  `case when ${r}.recalled_at is not null then 'recalled' when ${r}.purged_at is not null and (${r}.mailbox_id is null or ${r}.deleted_at is null) then 'purged' when ${r}.replied_at is not null then 'replied' when ${r}.downloaded_at is not null then 'downloaded' when ${r}.opened_at is not null then 'opened' when ${r}.expires_at <= ? then 'expired' when ${r}.notification = 'bounced' then 'bounced' when ${r}.notification = 'failed' then 'notification-failed' when ${r}.notification = 'notified' then 'notified' else 'sent' end`;

/** Repeats the last value, so that lists of any length share few prepared statements. */
const padded = (values: readonly string[]): readonly string[] => {
  const missing = 2 ** Math.ceil(Math.log2(values.length)) - values.length;
  return [...values, ...Array<string>(missing).fill(values.at(-1) ?? '')];
};
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Conditions with their values, joined by `and`. */
class Conditions {
  readonly #texts: string[] = [];
  readonly #values: SqlValue[] = [];

  add(text: string, ...values: SqlValue[]): void {
    this.#texts.push(text);
    this.#values.push(...values);
  }

  get sql(): string {
    return this.#texts.join(' and ');
  }

  get values(): readonly SqlValue[] {
    return this.#values;
  }
}

/** What a folder's index alone decides. */
const walked = (source: Source, mailboxId: string, { from, before, ids }: ListFilters): Conditions => {
  const conditions = new Conditions();
  conditions.add(source.where, mailboxId);
  if (from !== null) conditions.add(`${source.at} >= ?`, from);
  if (before !== null) conditions.add(`${source.at} < ?`, before);
  if (ids) conditions.add(`${source.found} in (${marks(padded(ids))})`, ...padded(ids));
  return conditions;
};

/** The stretches that are left of a source, one after the other; one of everything where a page begins. */
const stretches = (source: Source, mailboxId: string, filters: ListFilters): Conditions[] => {
  const { order, after, ids } = filters;
  const ahead = after && !ids ? stretchesAfter(order, source, after) : [null];
  return ahead.map((stretch) => {
    const conditions = walked(source, mailboxId, filters);
    if (stretch) conditions.add(stretch.sql, ...stretch.values);
    return conditions;
  });
};

/** What is decided row by row, of rows that the index gives. */
const looked = (conditions: Conditions, source: Source, filters: ListFilters, now: number): void => {
  if (filters.undeleted && source.folder === 'links') conditions.add('m.sender_deleted_at is null');
  const { unread, level, attachments, status, mostLevel } = filters;
  if (level !== undefined) conditions.add('m.assurance_level = ?', level);
  if (mostLevel !== undefined) conditions.add('m.assurance_level <= ?', mostLevel);
  if (attachments !== undefined) conditions.add(`m.attachment_count ${attachments ? '>' : '='} 0`);
  if (unread !== undefined)
    conditions.add(source.folder === 'inbox' ? `${unread ? '' : 'not '}${IS_UNREAD}` : unread ? '0 = 1' : '0 = 0');
  if (status !== undefined && source.folder !== 'sent') conditions.add(`${statusOf('r')} = ?`, now, status);
  if (status !== undefined && source.folder === 'sent')
    conditions.add(
      `exists (select 1 from recipient s where s.message_id = m.id and ${statusOf('s')} = ?)`,
      now,
      status,
    );
};

/** Whether rows are looked at one by one: then a page goes so far and not further. */
export const isLookedThrough = ({ unread, level, attachments, status, order }: ListFilters, folder: Folder): boolean =>
  level !== undefined ||
  attachments !== undefined ||
  status !== undefined ||
  (unread !== undefined && !(unread && folder === 'inbox' && isByTime(order)));

type FlatRow = Omit<ListRow, 'recipient'> & Partial<RecipientRecord> & Position;

/** Pages of folders, by keyset over (time, id), or (name or level, time, id). */
export class ListsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Rows in order, at most `limit`; as far as `edge` (in it) when there is one. */
  async page(
    folder: Folder,
    mailboxId: string,
    filters: ListFilters,
    now: number,
    limit: number,
    edge: Position | null = null,
  ): Promise<FolderRow[]> {
    const parts = await Promise.all(
      sourcesOf(folder, filters).map((source) => this.#rows(source, mailboxId, filters, now, limit, edge)),
    );
    return parts.flat().sort(inOrder(filters.order)).slice(0, limit);
  }

  /** Received copies, wherever they lie. */
  received(mailboxId: string, ids: readonly string[], now: number): Promise<FolderRow[]> {
    const filters: ListFilters = { order: 'newest', after: null, from: null, before: null, ids };
    return ids.length === 0 ? Promise.resolve([]) : this.#rows(RECEIVED, mailboxId, filters, now, ids.length, null);
  }

  /** The row `distance` further on, whatever it is: how far one page may look; null when the folder ends before. */
  async edge(folder: Folder, mailboxId: string, filters: ListFilters, distance: number): Promise<Position | null> {
    const found = await Promise.all(
      sourcesOf(folder, filters).map((source) => this.#edge(source, mailboxId, filters, distance)),
    );
    // The nearest of them: behind it the other kind has been looked at no further.
    return found.filter((edge) => edge !== undefined).sort(inOrder(filters.order))[0] ?? null;
  }

  async #edge(
    source: Source,
    mailboxId: string,
    filters: ListFilters,
    distance: number,
  ): Promise<Position | undefined> {
    const { order } = filters;
    let left = distance;
    for (const { sql, values } of stretches(source, mailboxId, filters)) {
      const found = await this.#database.get<Position>(
        `select ${source.at} as at, ${source.id} as id${keyOf(order, source)} from ${source.table} where ${sql} order by ${orderBy(order, source)} limit 1 offset ${left}`,
        ...values,
      );
      if (found) return found;
      if (isByTime(order)) return undefined;
      const row = await this.#database.get<{ c: number }>(
        `select count(*) as c from (select 1 from ${source.table} where ${sql} order by ${orderBy(order, source)} limit ${left}) passed`,
        ...values,
      );
      left -= Number(row?.c ?? 0);
    }
    return undefined;
  }

  async #rows(
    source: Source,
    mailboxId: string,
    filters: ListFilters,
    now: number,
    limit: number,
    edge: Position | null,
  ): Promise<FolderRow[]> {
    const { folder, table, joins, columns } = source;
    const { order } = filters;
    const rows: FlatRow[] = [];
    for (const conditions of stretches(source, mailboxId, filters)) {
      if (edge) {
        const bound = upTo(order, source, edge);
        conditions.add(bound.sql, ...bound.values);
      }
      looked(conditions, source, source === UNREAD ? { ...filters, unread: undefined } : filters, now);
      const more = await this.#database.all<FlatRow>(
        `select ${columns}${keyOf(order, source)} from ${table} ${joins} where ${conditions.sql} order by ${orderBy(order, source)} limit ${limit - rows.length}`,
        ...conditions.values,
      );
      rows.push(...more);
      if (rows.length >= limit) break;
    }
    return rows.map((row) => ({
      ...row,
      folder,
      recipient: folder === 'sent' ? null : (row as unknown as RecipientRecord),
    }));
  }
}

const keyOf = (order: ListOrder, source: Source): string => {
  const column = keyColumn(order, source);
  return column === null ? '' : `, ${column} as key`;
};

/** What is unread has an index of its own, by time. */
const sourcesOf = (folder: Folder, { unread, order }: ListFilters): readonly Source[] =>
  folder === 'inbox' && unread === true && isByTime(order) ? [UNREAD] : SOURCES[folder];
