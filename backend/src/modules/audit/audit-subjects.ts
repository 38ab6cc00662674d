import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { AuditEventRow } from './audit.entity.ts';

/** The tables whose rows people know by a name and an address; the log knows their ids alone. */
const TABLES = [
  { table: 'account', name: 'display_name', address: 'email' },
  { table: 'mailbox', name: 'name', address: 'address' },
] as const;

/** What is named beside entries, and the column that says whose it is. */
const NAMED = [
  { table: 'account', name: 'display_name', owner: 'organisation_id' },
  { table: 'mailbox', name: 'name', owner: 'organisation_id' },
  { table: 'organisation', name: 'name', owner: 'id' },
] as const;

/** The end of the range of keys that begin so: no UTF-8 has this byte. */
const above = (prefix: Buffer): Buffer => Buffer.concat([prefix, Buffer.from([0xff])]);

/** What is looked for by a name is kept in the log by ids: more would be no answer to "who". */
const MOST_NAMED = 20;

/** Whatever looks like an id in an entry: the facts name accounts and mailboxes by it, too. */
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every id that an entry names somebody or something by. */
export const idsIn = ({ actor_id, target_id, facts }: AuditEventRow): string[] => [
  ...[actor_id, target_id].filter((id) => id !== null),
  ...(facts.match(ID) ?? []),
];

/** Whose names may be told: those of an organisation, or with null everybody's. */
type Within = string | null;

/** Repeats the last value, so that lists of any length share few prepared statements. */
const padded = (values: readonly string[]): string[] => {
  const last = values.at(-1) ?? '';
  return [...values, ...Array<string>(2 ** Math.ceil(Math.log2(values.length)) - values.length).fill(last)];
};

/** What the log's ids are called, as far as they still exist: read beside their modules, since the log imports none. */
export class AuditSubjects {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Names of accounts, mailboxes and organisations by id; one query. */
  async names(ids: readonly string[], within: Within): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const given = padded([...new Set(ids)]);
    const marks = given.map(() => '?').join(', ');
    const rows = await this.#database.all<{ id: string; name: string }>(
      NAMED.map(
        ({ table, name, owner }) =>
          `select id, ${name} as name from ${table} where id in (${marks})${within === null ? '' : ` and ${owner} = ?`}`,
      ).join(' union all '),
      ...NAMED.flatMap(() => [...given, ...(within === null ? [] : [within])]),
    );
    return new Map(rows.filter(({ name }) => name !== '').map((row) => [row.id, row.name]));
  }

  /** Ids of the account and the mailbox with a normalised address. */
  async idsAt(address: string, within: Within): Promise<string[]> {
    const own = within === null ? '' : ' and organisation_id = ?';
    const rows = await Promise.all(
      TABLES.map((known) =>
        this.#database.all<{ id: string }>(
          `select id from ${known.table} where ${known.address} = ?${own}`,
          address,
          ...(within === null ? [] : [within]),
        ),
      ),
    );
    return rows.flat().map(({ id }) => id);
  }

  /**
   * Ids of an organisation's accounts whose name has a part that begins so, and of its mailboxes whose name begins so.
   * @throws {DomainError} names-too-many
   */
  async idsNamed(name: string, organisationId: string): Promise<string[]> {
    const prefix = Buffer.from(foldForSearch(name));
    if (prefix.length === 0) return [];
    const range = [organisationId, prefix, above(prefix), MOST_NAMED + 1] as const;
    const accounts = await this.#database.all<{ id: string }>(
      'select distinct account_id as id from account_search_key where organisation_id = ? and search_key >= ? and search_key < ? limit ?',
      ...range,
    );
    const mailboxes = await this.#database.all<{ id: string; name: string }>(
      "select id, name from mailbox where organisation_id = ? and kind = 'function' and removed_at is null",
      organisationId,
    );
    const wanted = foldForSearch(name);
    const ids = [...accounts, ...mailboxes.filter((mailbox) => foldForSearch(mailbox.name).startsWith(wanted))];
    if (ids.length > MOST_NAMED) throw new DomainError('names-too-many');
    return ids.map(({ id }) => id);
  }
}
