import { setImmediate as turn } from 'node:timers/promises';
import { TOKEN_BYTES } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { makeFilter, SLICES, sliceOf } from './filter.domain.ts';
import { SearchBlockEntity, SearchFilterEntity } from './search.entity.ts';
import type { Entry, SearchRepository } from './search.repository.ts';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const MAILBOXES = 200;
/** No sending is under way for longer: what is older comes no more. */
const SETTLED_MILLISECONDS = 5 * 60_000;

/** Thrown inside a batch when something went meanwhile. */
class Changed extends Error {}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Blocks lie on its far side: its rest becomes a block however small. */
  readonly closed: boolean;
}

/** Stretches of a mailbox's time that no block covers, oldest first, as far as `settled`. */
const uncovered = (spans: readonly { from_at: number; to_at: number }[], settled: number): Stretch[] => {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const { from_at, to_at } of spans) {
    if (from_at > from) stretches.push({ from, to: from_at - 1, closed: true });
    from = to_at + 1;
  }
  return [...stretches, { from, to: settled, closed: false }];
};

const tokensBySlice = (entries: readonly Entry[]): ReadonlyMap<number, Set<number>> => {
  const slices = new Map(Array.from({ length: SLICES }, (_, slice) => [slice, new Set<number>()]));
  for (const { tokens } of entries) {
    const view = new DataView(tokens.buffer, tokens.byteOffset, tokens.byteLength);
    for (let at = 0; at < tokens.byteLength; at += TOKEN_BYTES) {
      const token = view.getUint32(at);
      slices.get(sliceOf(token))?.add(token);
    }
  }
  return slices;
};

/**
 * Sums up what has settled, block by block, so that a search passes over most of a large mailbox. Only speed depends on it: what
 * no block covers is read entry by entry. Safe to run in several processes and to be stopped at any point.
 */
export class SearchBlocks {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #repository: SearchRepository;
  readonly #size: number;

  constructor(parts: { database: Database; clock: Clock; repository: SearchRepository; blockEntries?: number }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#repository = parts.repository;
    this.#size = parts.blockEntries ?? 512;
  }

  /** Answers how many blocks were made. */
  async run(): Promise<number> {
    let made = 0;
    for (let after = ''; ; ) {
      const mailboxes = await this.#repository.mailboxes(after, MAILBOXES);
      // While old messages are being put in, blocks would be undone as fast as they are made.
      for (const { id, search_filled } of mailboxes) if (search_filled === 1) made += await this.#mailbox(id);
      after = mailboxes.at(-1)?.id ?? '';
      if (mailboxes.length < MAILBOXES) return made;
    }
  }

  async #mailbox(mailboxId: string): Promise<number> {
    const settled = this.#clock.now().getTime() - SETTLED_MILLISECONDS;
    let made = 0;
    for (const stretch of uncovered(await this.#repository.spans(mailboxId), settled))
      for (let from: number | null = stretch.from; from !== null; ) {
        const next: number | null = await this.#block(mailboxId, { ...stretch, from });
        if (next !== null) made++;
        from = next;
        await turn();
      }
    return made;
  }

  /** Makes the stretch's first block; answers where the next one begins, null when there is none to make (now). */
  async #block(mailboxId: string, { from, to, closed }: Stretch): Promise<number | null> {
    if (from > to) return null;
    // Most mailboxes have not enough for the next block, most of the time.
    if (!closed && !(await this.#repository.hasMore(mailboxId, from, to, this.#size))) return null;
    const version = await this.#repository.version(mailboxId);
    const start = { at: from - 1, id: LAST_ID };
    const found = await this.#repository.entries(mailboxId, 'oldest', start, to, this.#size + 1);
    if (found.length === 0) return null;
    // A block ends between two instants: all that bear the last one's belong to the next, unless there is no other.
    const last = found.length > this.#size ? (found.at(-1)?.at ?? to) - 1 : to;
    const entries = found.filter(({ at }) => at <= last);
    if (entries.length === 0) return this.#sameInstant(mailboxId, version, from, found[0]?.at ?? to);
    return this.#write(mailboxId, version, { from, to: last }, entries);
  }

  /** More than a block's entries bear one instant: they are one block together. */
  async #sameInstant(mailboxId: string, version: number, from: number, at: number): Promise<number | null> {
    const start = { at: from - 1, id: LAST_ID };
    const entries = await this.#repository.entries(mailboxId, 'oldest', start, at, Number.MAX_SAFE_INTEGER);
    return this.#write(mailboxId, version, { from, to: at }, entries);
  }

  async #write(
    mailboxId: string,
    version: number,
    span: { readonly from: number; readonly to: number },
    entries: readonly Entry[],
  ): Promise<number | null> {
    const id = newId(this.#clock.now().getTime());
    const filters = [...tokensBySlice(entries)].flatMap(([slice, tokens]): Statement[] =>
      tokens.size === 0 ? [] : [insert(SearchFilterEntity, { block_id: id, slice, bits: makeFilter([...tokens]) })],
    );
    const unchanged = guard(
      write(
        'update mailbox set search_version = search_version + 1 where id = ? and search_version = ?',
        mailboxId,
        version,
      ),
      () => new Changed(),
    );
    const row = { id, mailbox_id: mailboxId, from_at: span.from, to_at: span.to };
    return this.#database.commit([unchanged, insert(SearchBlockEntity, row), ...filters]).then(
      () => span.to + 1,
      (error: unknown) => {
        // Something was forgotten, or another process was quicker: the next run looks anew.
        if (!(error instanceof Changed)) throw error;
        return null;
      },
    );
  }
}
