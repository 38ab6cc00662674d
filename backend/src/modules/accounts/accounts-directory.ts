import { foldForSearch } from '@sefos/shared/domain/search-text.ts';
import type { Database } from '../../platform/database/database.ts';
import { padToPowerOfTwo } from './accounts.domain.ts';

/** A colleague as addresses and suggestions need her. */
export interface DirectoryEntry {
  readonly id: string;
  readonly organisationId: string;
  readonly mailboxId: string;
  readonly email: string;
  readonly displayName: string;
}

interface Row {
  readonly id: string;
  readonly organisation_id: string;
  readonly mailbox_id: string;
  readonly email: string;
  readonly display_name: string;
}

const COLUMNS = 'a.id, a.organisation_id, a.mailbox_id, a.email, a.display_name';

const present = (row: Row): DirectoryEntry => ({
  id: row.id,
  organisationId: row.organisation_id,
  mailboxId: row.mailbox_id,
  email: row.email,
  displayName: row.display_name,
});

/** The smallest byte string above everything that begins with `prefix`: 0xff stands in no UTF-8. */
const above = (prefix: Buffer): Buffer => Buffer.concat([prefix, Buffer.from([0xff])]);

/** Finds accounts by address and by what somebody types. Frozen accounts are there: their mail still arrives. */
export class AccountsDirectory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Accounts of normalised addresses, in any organisation, by address. One query. */
  async byAddresses(addresses: readonly string[]): Promise<ReadonlyMap<string, DirectoryEntry>> {
    if (addresses.length === 0) return new Map();
    const padded = padToPowerOfTwo(addresses);
    const rows = await this.#database.all<Row>(
      `select ${COLUMNS} from account a where a.email in (${padded.map(() => '?').join(', ')})`,
      ...padded,
    );
    return new Map(rows.map((row) => [row.email, present(row)]));
  }

  /** The language that the person with this normalised address has chosen; null when nobody has it. */
  async languageOf(email: string): Promise<'sv' | 'en' | 'fi' | null> {
    const row = await this.#database.get<{ language: 'sv' | 'en' | 'fi' }>(
      'select language from account where email = ?',
      email,
    );
    return row?.language ?? null;
  }

  /**
   * Colleagues of whom the address, the name or a later part of the name begins with `text`, in order of what matched. The
   * keys are bytes, so a prefix is a range of the index, and nothing in `text` has a meaning of its own.
   */
  async suggest(organisationId: string, text: string, limit: number): Promise<DirectoryEntry[]> {
    const prefix = Buffer.from(foldForSearch(text));
    if (prefix.length === 0) return [];
    // An account can match by several of its keys: read more than asked for, and keep each once.
    const rows = await this.#database.all<Row>(
      `select ${COLUMNS} from account_search_key k join account a on a.id = k.account_id where k.organisation_id = ? and k.search_key >= ? and k.search_key < ? order by k.search_key, a.id limit ?`,
      organisationId,
      prefix,
      above(prefix),
      limit * 4,
    );
    return [...new Map(rows.map((row) => [row.id, present(row)])).values()].slice(0, limit);
  }
}
