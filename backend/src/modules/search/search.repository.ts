import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { SearchEntryRow } from './search.entity.ts';

export type Entry = Pick<SearchEntryRow, 'row_id' | 'received' | 'at' | 'tokens'>;
export interface Block {
  readonly from_at: number;
  readonly to_at: number;
  /** By slice; a slice of which no entry has a token is not there. */
  readonly filters: ReadonlyMap<number, Uint8Array>;
}
interface BlockRow {
  readonly id: string;
  readonly from_at: number;
  readonly to_at: number;
  readonly slice: number | null;
  readonly bits: Uint8Array | null;
}
export type Order = 'newest' | 'oldest';

/** What a search reads. */
export class SearchRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Entries after `after` (not in it) as far as `until` (in it), both instants' rows in order; at most `limit`. */
  entries(mailboxId: string, order: Order, after: Keyset, until: number, limit: number): Promise<Entry[]> {
    const [step, far, way] = order === 'newest' ? ['<', '>=', 'desc'] : ['>', '<=', 'asc'];
    return this.#database.all<Entry>(
      `select row_id, received, at, tokens from search_entry where mailbox_id = ? and (at, row_id) ${step} (?, ?) and at ${far} ? order by at ${way}, row_id ${way} limit ${limit}`,
      mailboxId,
      after.at,
      after.id,
      until,
    );
  }

  /** Whether a period has more entries than so many; looks at the index alone. */
  async hasMore(mailboxId: string, from: number, to: number, entries: number): Promise<boolean> {
    const sql = `select at from search_entry where mailbox_id = ? and at >= ? and at <= ? order by at, row_id limit 1 offset ${entries}`;
    return (await this.#database.get(sql, mailboxId, from, to)) !== undefined;
  }

  /** The nearest whole blocks ahead of an instant, in order, with their filters of some slices. */
  async blocks(
    mailboxId: string,
    order: Order,
    at: number,
    slices: readonly number[],
    limit: number,
  ): Promise<Block[]> {
    const [ahead, way] = order === 'newest' ? ['to_at < ?', 'desc'] : ['to_at > ? and from_at > ?', 'asc'];
    const rows = await this.#database.all<BlockRow>(
      `select b.id, b.from_at, b.to_at, f.slice, f.bits from (select id, from_at, to_at from search_block where mailbox_id = ? and ${ahead} order by to_at ${way} limit ${limit}) b left join search_filter f on f.block_id = b.id and f.slice in (${slices.map(() => '?').join(', ')}) order by b.to_at ${way}`,
      mailboxId,
      ...(order === 'newest' ? [at] : [at, at]),
      ...slices,
    );
    const blocks = new Map<string, Block & { readonly filters: Map<number, Uint8Array> }>();
    for (const { id, from_at, to_at, slice, bits } of rows) {
      const block = blocks.get(id) ?? { from_at, to_at, filters: new Map<number, Uint8Array>() };
      if (slice !== null && bits !== null) block.filters.set(slice, bits);
      blocks.set(id, block);
    }
    return [...blocks.values()];
  }

  /** Every block's span, oldest first. */
  spans(mailboxId: string): Promise<{ from_at: number; to_at: number }[]> {
    const sql = 'select from_at, to_at from search_block where mailbox_id = ? order by to_at';
    return this.#database.all(sql, mailboxId);
  }

  /** Mailboxes in order of id. */
  mailboxes(afterId: string, limit: number): Promise<{ id: string; organisation_id: string; search_filled: number }[]> {
    const sql = `select id, organisation_id, search_filled from mailbox where id > ? order by id limit ${limit}`;
    return this.#database.all(sql, afterId);
  }

  /** Mailboxes whose older copies are not all in yet. */
  unfilled(afterId: string, limit: number): Promise<{ id: string; organisation_id: string }[]> {
    const sql = `select id, organisation_id from mailbox where search_filled = 0 and id > ? order by id limit ${limit}`;
    return this.#database.all(sql, afterId);
  }

  /** Back to when copies of a folder are in; null = none are. */
  async mark(mailboxId: string, folder: string): Promise<number | null> {
    const sql = 'select at from search_mark where mailbox_id = ? and folder = ?';
    return (await this.#database.get<{ at: number }>(sql, mailboxId, folder))?.at ?? null;
  }

  /** Changes whenever something goes from the mailbox's index. */
  async version(mailboxId: string): Promise<number> {
    const sql = 'select search_version from mailbox where id = ?';
    return (await this.#database.get<{ search_version: number }>(sql, mailboxId))?.search_version ?? 0;
  }

  async isFilled(mailboxId: string): Promise<boolean> {
    const sql = 'select search_filled from mailbox where id = ?';
    return (await this.#database.get<{ search_filled: number }>(sql, mailboxId))?.search_filled === 1;
  }
}
