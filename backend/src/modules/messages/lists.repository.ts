import type { Folder } from '@sefos/shared/contract/messages.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import type { RecipientRecord } from './message.entity.ts';
import type { ListRow } from './messages.repository.ts';

/** Where a row's copy lies; the archive is made of both kinds. */
export type RowFolder = Exclude<Folder, 'archive'>;
export type FolderRow = ListRow & { readonly folder: RowFolder };

export interface ListFilters {
  readonly order: 'newest' | 'oldest';
  readonly after: Keyset | null;
  /** From this instant on, and before that one; milliseconds. */
  readonly from: number | null;
  readonly before: number | null;
  readonly unread?: boolean | undefined;
  readonly level?: number | undefined;
  readonly attachments?: boolean | undefined;
  readonly status?: string | undefined;
  /** Nothing above it. */
  readonly mostLevel?: number | undefined;
  /** Only these rows; in Länkar only of these messages. */
  readonly ids?: readonly string[] | undefined;
}

const MESSAGE_COLUMNS =
  'm.organisation_id, m.sender_name, m.sent_by, m.sender_address, m.assurance_level, m.attachment_count, m.recipient_count, m.headline, m.purge_reason, k.organisation_id as key_owner, k.epoch as key_epoch, k.wrapped as key_wrapped';
const RECIPIENT_COLUMNS =
  'r.mailbox_id, r.address, r.name, r.address_kind, r.method, r.notification, r.notified_at, r.opened_at, r.downloaded_at, r.replied_at, r.recalled_at, r.purged_at, r.expires_at, r.read_at, r.deleted_at';

interface Source {
  readonly folder: RowFolder;
  /** The table that is walked, and what it is joined with. */
  readonly table: string;
  readonly joins: string;
  readonly columns: string;
  /** Takes the mailbox; the rest is what its index holds. */
  readonly where: string;
  readonly at: string;
  readonly id: string;
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
  found: 'm.id',
});
/** Each walks an index of exactly its rows: ix_recipient_inbox, ix_recipient_archive, ix_message_sent, ix_message_archive, ix_recipient_links. */
const SOURCES: Readonly<Record<Folder, readonly Source[]>> = {
  inbox: [received('r.archived_at is null and r.deleted_at is null')],
  sent: [sent('m.sender_archived_at is null and m.sender_deleted_at is null')],
  archive: [
    received('r.archived_at is not null and r.deleted_at is null'),
    sent('m.sender_archived_at is not null and m.sender_deleted_at is null'),
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
const walked = (source: Source, mailboxId: string, { order, after, from, before, ids }: ListFilters): Conditions => {
  const conditions = new Conditions();
  conditions.add(source.where, mailboxId);
  if (from !== null) conditions.add(`${source.at} >= ?`, from);
  if (before !== null) conditions.add(`${source.at} < ?`, before);
  if (ids) conditions.add(`${source.found} in (${marks(padded(ids))})`, ...padded(ids));
  else if (after)
    conditions.add(`(${source.at}, ${source.id}) ${order === 'newest' ? '<' : '>'} (?, ?)`, after.at, after.id);
  return conditions;
};

/** What is decided row by row, of rows that the index gives. */
const looked = (conditions: Conditions, source: Source, filters: ListFilters, now: number): void => {
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
export const isLookedThrough = ({ unread, level, attachments, status }: ListFilters, folder: Folder): boolean =>
  level !== undefined ||
  attachments !== undefined ||
  status !== undefined ||
  (unread !== undefined && !(unread && folder === 'inbox'));

type FlatRow = Omit<ListRow, 'recipient'> & Partial<RecipientRecord>;

/** Pages of folders, by keyset over (time, id). */
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
    edge: Keyset | null = null,
  ): Promise<FolderRow[]> {
    const parts = await Promise.all(
      sourcesOf(folder, filters).map((source) => this.#rows(source, mailboxId, filters, now, limit, edge)),
    );
    return parts.flat().sort(inOrder(filters.order)).slice(0, limit);
  }

  /** The row `distance` further on, whatever it is: how far one page may look; null when the folder ends before. */
  async edge(folder: Folder, mailboxId: string, filters: ListFilters, distance: number): Promise<Keyset | null> {
    const { order } = filters;
    const way = order === 'newest' ? 'desc' : 'asc';
    const found = await Promise.all(
      sourcesOf(folder, filters).map(async (source) => {
        const { sql, values } = walked(source, mailboxId, filters);
        return this.#database.get<Keyset>(
          `select ${source.at} as at, ${source.id} as id from ${source.table} where ${sql} order by ${source.at} ${way}, ${source.id} ${way} limit 1 offset ${distance}`,
          ...values,
        );
      }),
    );
    // The nearest of them: behind it the other kind has been looked at no further.
    return found.filter((edge) => edge !== undefined).sort(inOrder(order))[0] ?? null;
  }

  async #rows(
    source: Source,
    mailboxId: string,
    filters: ListFilters,
    now: number,
    limit: number,
    edge: Keyset | null,
  ): Promise<FolderRow[]> {
    const { folder, table, joins, columns, at, id } = source;
    const newest = filters.order === 'newest';
    const conditions = walked(source, mailboxId, filters);
    if (edge) conditions.add(`(${at}, ${id}) ${newest ? '>=' : '<='} (?, ?)`, edge.at, edge.id);
    looked(conditions, source, source === UNREAD ? { ...filters, unread: undefined } : filters, now);
    const way = newest ? 'desc' : 'asc';
    const rows = await this.#database.all<FlatRow>(
      `select ${columns} from ${table} ${joins} where ${conditions.sql} order by ${at} ${way}, ${id} ${way} limit ${limit}`,
      ...conditions.values,
    );
    return rows.map((row) => ({
      ...row,
      folder,
      recipient: folder === 'sent' ? null : (row as unknown as RecipientRecord),
    }));
  }
}

const sourcesOf = (folder: Folder, { unread }: ListFilters): readonly Source[] =>
  folder === 'inbox' && unread === true ? [UNREAD] : SOURCES[folder];

const inOrder =
  (order: ListFilters['order']) =>
  (one: Keyset, other: Keyset): number => {
    const ascending = one.at - other.at || (one.id < other.id ? -1 : 1);
    return order === 'newest' ? -ascending : ascending;
  };
