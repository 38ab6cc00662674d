import type { Database } from '../../platform/database/database.ts';

/** The tables whose rows people know by a name and an address; the log knows their ids alone. */
const TABLES = [
  { table: 'account', name: 'display_name', address: 'email' },
  { table: 'mailbox', name: 'name', address: 'address' },
] as const;

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

  /** Names of accounts and mailboxes by id; two queries. */
  async names(ids: readonly string[], within: Within): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const given = padded(ids);
    const marks = given.map(() => '?').join(', ');
    const own = within === null ? '' : ' and organisation_id = ?';
    const rows = await Promise.all(
      TABLES.map(({ table, name }) =>
        this.#database.all<{ id: string; name: string }>(
          `select id, ${name} as name from ${table} where id in (${marks})${own}`,
          ...given,
          ...(within === null ? [] : [within]),
        ),
      ),
    );
    return new Map(rows.flat().map((row) => [row.id, row.name]));
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
}
