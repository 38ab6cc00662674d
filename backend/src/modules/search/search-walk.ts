import type { Keyset } from '../../platform/database/keyset.ts';
import { holds, mayHold, sliceOf } from './filter.domain.ts';
import type { Block, Order, SearchRepository } from './search.repository.ts';

/** Before and behind every row of an instant. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const ENDS = Number.MAX_SAFE_INTEGER;
const ENTRIES_AT_ONCE = 512;
const BLOCKS_AT_ONCE = 512;
/** What one page may look through: entries one by one, and blocks by their filters (of 512 entries each). */
const MOST_ENTRIES = 10_000;
const MOST_BLOCKS = 4_096;

export interface SearchHit extends Keyset {
  readonly received: boolean;
}

export interface SearchStep {
  /** In the walk's order. */
  readonly hits: readonly SearchHit[];
  /** Where the next step, or another walk, goes on; null at the end. */
  readonly position: Keyset | null;
}

export interface SearchQuestion {
  readonly mailboxId: string;
  /** Every hit holds all of one of these; each holds at least one. */
  readonly tokens: readonly (readonly number[])[];
  readonly order: Order;
  readonly after: Keyset | null;
  /** From this instant on, and before that one; milliseconds. */
  readonly from: number | null;
  readonly before: number | null;
}

/**
 * Goes through a mailbox's index in order of time: whole blocks are passed over where their filters say that nothing is there,
 * the others are read entry by entry. A step reads one stretch of entries.
 */
export class SearchWalk {
  readonly #repository: SearchRepository;
  readonly #question: SearchQuestion;
  readonly #slices: readonly number[];
  readonly #newest: boolean;
  /** The last instant that belongs to the period. */
  readonly #end: number;
  #position: Keyset;
  #blocks: Block[] = [];
  #allBlocks = false;
  /** Up to which instant entries are being read one by one; null = to be decided. */
  #until: number | null = null;
  #entriesLeft = MOST_ENTRIES;
  #blocksLeft = MOST_BLOCKS;

  constructor(repository: SearchRepository, question: SearchQuestion) {
    const { order, after, from, before, tokens } = question;
    this.#repository = repository;
    this.#question = question;
    this.#slices = [...new Set(tokens.flat().map(sliceOf))];
    this.#newest = order === 'newest';
    this.#end = this.#newest ? (from ?? 0) : (before ?? ENDS) - 1;
    const start = this.#newest ? { at: before ?? ENDS, id: FIRST_ID } : { at: (from ?? 0) - 1, id: LAST_ID };
    this.#position = after ?? start;
  }

  /** True when one page has looked through enough: the rest is for the next. */
  get isSpent(): boolean {
    return this.#entriesLeft <= 0 || this.#blocksLeft <= 0;
  }

  async next(): Promise<SearchStep> {
    while (this.#until === null) {
      const block = await this.#nextBlock();
      if (this.#blocksLeft <= 0 && !block) return { hits: [], position: this.#position };
      if (!block) this.#until = this.#end;
      else if (!this.#isBeside(block)) this.#until = this.#newest ? block.to_at + 1 : block.from_at - 1;
      else {
        this.#blocks.shift();
        if (this.#mayHit(block)) this.#until = this.#farEnd(block);
        else if (this.#isPast(this.#farEnd(block))) return { hits: [], position: null };
        else this.#position = this.#edge(this.#farEnd(block));
      }
    }
    return this.#read(this.#until);
  }

  async #read(until: number): Promise<SearchStep> {
    const { mailboxId, order, tokens } = this.#question;
    const far = this.#isPast(until) ? this.#end : until;
    const found = await this.#repository.entries(mailboxId, order, this.#position, far, ENTRIES_AT_ONCE);
    this.#entriesLeft -= Math.max(found.length, 1);
    const hits = found
      .filter((entry) => tokens.some((all) => all.every((token) => holds(entry.tokens, token))))
      .map(({ row_id, at, received }) => ({ id: row_id, at, received: received === 1 }));
    const last = found.at(-1);
    if (last && found.length === ENTRIES_AT_ONCE) {
      this.#position = { at: last.at, id: last.row_id };
      return { hits, position: this.#position };
    }
    this.#until = null;
    this.#position = this.#edge(far);
    return { hits, position: this.#isPast(until) || until === this.#end ? null : this.#position };
  }

  /** The nearest block ahead within the period; it stays the nearest until it is shifted. */
  async #nextBlock(): Promise<Block | null> {
    if (this.#blocks.length === 0 && !this.#allBlocks && this.#blocksLeft > 0) {
      const { mailboxId, order } = this.#question;
      const most = Math.min(BLOCKS_AT_ONCE, this.#blocksLeft);
      this.#blocks = await this.#repository.blocks(mailboxId, order, this.#position.at, this.#slices, most);
      this.#allBlocks = this.#blocks.length < most;
      this.#blocksLeft -= this.#blocks.length;
    }
    const [block] = this.#blocks;
    if (!block || this.#isPast(this.#newest ? block.to_at : block.from_at)) {
      if (block) this.#allBlocks = true;
      this.#blocks = [];
      return null;
    }
    return block;
  }

  #mayHit({ filters }: Block): boolean {
    const isThere = (token: number): boolean => {
      const bits = filters.get(sliceOf(token));
      return bits !== undefined && mayHold(bits, token);
    };
    return this.#question.tokens.some((all) => all.every(isThere));
  }

  #farEnd(block: Block): number {
    return this.#newest ? block.from_at : block.to_at;
  }

  /** Behind everything of that instant, seen in the walk's direction. */
  #edge(at: number): Keyset {
    return { at, id: this.#newest ? FIRST_ID : LAST_ID };
  }

  #isPast(at: number): boolean {
    return this.#newest ? at < this.#end : at > this.#end;
  }

  /** Whether nothing can stand between here and the block. */
  #isBeside(block: Block): boolean {
    const { at, id } = this.#position;
    return this.#newest ? id === FIRST_ID && block.to_at === at - 1 : id === LAST_ID && block.from_at === at + 1;
  }
}
