import { foldForSearch, fromEachWord } from '@sefos/shared/domain/search-text.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Clock } from '../../ports/clock.port.ts';

/** The names of an organisation change rarely, and are asked for at every letter that somebody types. */
const CACHE_MILLISECONDS = 10_000;
/** More than an organisation has; what is beyond is not suggested. */
const MOST = 5_000;

interface Named {
  readonly name: string;
  readonly address: string;
}
interface Entry extends Named {
  /** The address, the name, and the rest of the name from each word on. */
  readonly keys: readonly string[];
}

const entryOf = ({ name, address }: Named): Entry => ({ name, address, keys: [address, ...fromEachWord(name)] });

/** Finds function mailboxes of an organisation by what somebody types: a few thousand names, kept for a moment in each process. */
export class FunctionMailboxNames {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #cache = new Map<string, { readonly entries: Promise<readonly Entry[]>; readonly readAt: number }>();

  constructor(parts: { readonly database: Database; readonly clock: Clock }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
  }

  /** Those whose address, name or a later part of the name begins with `text`, by name. */
  async suggest(organisationId: string, text: string, limit: number): Promise<Named[]> {
    const prefix = foldForSearch(text);
    if (prefix === '') return [];
    const found = (await this.#entries(organisationId)).filter(({ keys }) =>
      keys.some((key) => key.startsWith(prefix)),
    );
    return found.slice(0, limit).map(({ name, address }) => ({ name, address }));
  }

  #entries(organisationId: string): Promise<readonly Entry[]> {
    const now = this.#clock.now().getTime();
    const cached = this.#cache.get(organisationId);
    if (cached && now - cached.readAt < CACHE_MILLISECONDS) return cached.entries;
    const entries = this.#read(organisationId);
    this.#cache.set(organisationId, { entries, readAt: now });
    entries.catch(() => this.#cache.delete(organisationId));
    return entries;
  }

  async #read(organisationId: string): Promise<readonly Entry[]> {
    const rows = await this.#database.all<Named>(
      "select name, address from mailbox where organisation_id = ? and kind = 'function' and removed_at is null order by sort_name, id limit ?",
      organisationId,
      MOST,
    );
    return rows.map(entryOf);
  }
}
