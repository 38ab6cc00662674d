import type { Database } from '../../platform/database/database.ts';
import type { SqlValue } from '../../platform/database/statements.ts';
import { padToPowerOfTwo } from '../mailboxes/index.ts';
import type { ContactGroupRecord, ContactRecord } from './contact.entity.ts';
import { above, type Place, searchKey } from './contacts.domain.ts';

export type Kind = 'contact' | 'group';
const TABLES = { contact: 'contact', group: 'contact_group' } as const;
interface Records {
  readonly contact: ContactRecord;
  readonly group: ContactGroupRecord;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null = there is none. */
  readonly next: Place | null;
}

export type GroupMember = Pick<ContactRecord, 'id' | 'name' | 'address'>;

const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** Rows of address books; every query is scoped by mailbox. */
export class ContactsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(mailboxId: string, id: string): Promise<ContactRecord | undefined> {
    return this.#database.get('select * from contact where id = ? and mailbox_id = ?', id, mailboxId);
  }

  findGroup(mailboxId: string, id: string): Promise<ContactGroupRecord | undefined> {
    return this.#database.get('select * from contact_group where id = ? and mailbox_id = ?', id, mailboxId);
  }

  /** Contacts with these normalised addresses. One query. */
  async byAddresses(mailboxId: string, addresses: readonly string[]): Promise<ContactRecord[]> {
    if (addresses.length === 0) return [];
    const padded = padToPowerOfTwo(addresses);
    return this.#database.all(
      `select * from contact where mailbox_id = ? and address in (${placeholders(padded)})`,
      mailboxId,
      ...padded,
    );
  }

  async count(mailboxId: string): Promise<number> {
    const row = await this.#database.get<{ c: number }>(
      'select count(*) as c from contact where mailbox_id = ?',
      mailboxId,
    );
    return Number(row?.c);
  }

  /** A page by name. */
  async list<K extends Kind>(
    kind: K,
    mailboxId: string,
    after: Place | null,
    limit: number,
  ): Promise<Page<Records[K]>> {
    const rows = await this.#database.all<Records[K]>(
      `select * from ${TABLES[kind]} where mailbox_id = ?${after ? ' and (sort_name, id) > (?, ?)' : ''} order by sort_name, id limit ?`,
      ...[mailboxId, ...(after ? [after.key, after.id] : []), limit + 1],
    );
    return pageOf(rows, limit, (row) => row.sort_name);
  }

  /**
   * A page of what is found by a text, by what was found. A row with several keys that fit stands where the first of them does.
   */
  async search<K extends Kind>(
    kind: K,
    mailboxId: string,
    text: string,
    after: Place | null,
    limit: number,
  ): Promise<Page<Records[K]>> {
    const prefix = searchKey(text);
    if (prefix.length === 0) return { rows: [], next: null };
    const from: SqlValue[] = after ? [Buffer.from(after.key, 'hex'), after.id] : [];
    const rows = await this.#database.all<Records[K] & { found: Uint8Array }>(
      `select t.*, k.search_key as found from contact_search_key k join ${TABLES[kind]} t on t.id = k.owner_id where k.mailbox_id = ? and k.kind = ? and k.search_key >= ? and k.search_key < ?${after ? ' and (k.search_key, k.owner_id) > (?, ?)' : ''} and not exists (select 1 from contact_search_key o where o.owner_id = k.owner_id and o.search_key >= ? and o.search_key < k.search_key) order by k.search_key, k.owner_id limit ?`,
      ...[mailboxId, kind, prefix, above(prefix), ...from, prefix, limit + 1],
    );
    return pageOf(rows, limit, (row) => Buffer.from(row.found).toString('hex'));
  }

  /** Members of groups, by name; at most `recipientsPerMessage` a group. */
  members(groupId: string): Promise<GroupMember[]> {
    return this.#database.all(
      'select c.id, c.name, c.address from contact_group_member m join contact c on c.id = m.contact_id where m.group_id = ? order by c.sort_name, c.id',
      groupId,
    );
  }

  /** How many members groups have. One query. */
  async memberCounts(groupIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (groupIds.length === 0) return new Map();
    const padded = padToPowerOfTwo(groupIds);
    const rows = await this.#database.all<{ group_id: string; c: number }>(
      `select group_id, count(*) as c from contact_group_member where group_id in (${placeholders(padded)}) group by group_id`,
      ...padded,
    );
    return new Map(rows.map(({ group_id, c }) => [group_id, Number(c)]));
  }
}

const pageOf = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
): Page<Row> => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? { key: keyOf(last), id: last.id } : null };
};
