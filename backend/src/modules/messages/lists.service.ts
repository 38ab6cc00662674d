import { setImmediate as turn } from 'node:timers/promises';
import type { Folder, SearchMessages } from '@sefos/shared/contract/messages.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { EnteredMailbox, MailboxesService } from '../mailboxes/index.ts';
import { isWordless, type SearchHit, type SearchIndex, type SearchRepository, SearchWalk } from '../search/index.ts';
import { decodePosition, encodePosition, isByTime, type ListOrder, type Position } from './lists.order.ts';
import { type FolderRow, isLookedThrough, type ListFilters, type ListsRepository } from './lists.repository.ts';
import type { RecipientRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import type { Headline } from './messages.domain.ts';
import type { MessagesRepository, SentSummary } from './messages.repository.ts';

/** A page of a folder, opened but not yet presented. */
export interface FolderPage {
  readonly folder: Folder;
  /** Of the session that asked. */
  readonly level: AssuranceLevel;
  readonly rows: readonly { readonly row: FolderRow; readonly headline: Headline | null }[];
  /** Of rows that were sent. */
  readonly firstRecipients: readonly Pick<RecipientRecord, 'message_id' | 'name' | 'address'>[];
  readonly summaries: readonly SentSummary[];
  readonly now: number;
  readonly nextCursor: string | null;
  /** How far a page came that ended before it was full. */
  readonly reachedAt: number | null;
  readonly incomplete: boolean;
}

interface Found {
  readonly rows: readonly FolderRow[];
  readonly next: Position | null;
  readonly isShort: boolean;
}

export interface ListsServiceParts {
  readonly clock: Clock;
  readonly lists: ListsRepository;
  readonly repository: MessagesRepository;
  readonly mailboxes: MailboxesService;
  readonly content: MessageContentReader;
  readonly index: SearchIndex;
  readonly searched: SearchRepository;
}

type ListQuery = Pick<SearchMessages, 'folder' | 'cursor' | 'limit'>;

/** Rows of a folder that one page of a filtered list looks at. */
const MOST_LOOKED_AT = 5_000;

const instantOf = (instant: string | undefined): number | null => (instant === undefined ? null : Date.parse(instant));

/** A folder's rows: all, filtered, or found by words. */
export class ListsService {
  readonly #parts: ListsServiceParts;

  constructor(parts: ListsServiceParts) {
    this.#parts = parts;
  }

  /** A page of a folder, newest first. Few statements whatever the page holds, and one unwrap and one opening a row. */
  list(actor: AccountActor, mailboxId: string, query: ListQuery): Promise<FolderPage> {
    return this.search(actor, mailboxId, query);
  }

  /**
   * A page of what fits. Words and people come from the blind index; unread in the inbox, folder, order and period from indexes of
   * their own; level, attachments, status and everything else by looking at rows, at most 5,000 a page.
   */
  async search(actor: AccountActor, mailboxId: string, query: SearchMessages): Promise<FolderPage> {
    const mailbox = await this.#parts.mailboxes.requireMember(actor, mailboxId);
    // What somebody deleted is hers alone to look through, to bring back and to destroy; in a function mailbox its members'.
    if (actor.entered?.role === 'delegate' && query.folder === 'deleted') throw new DomainError('not-allowed');
    const { sort: order = 'newest' } = query;
    const worded = query.words !== undefined || query.person !== undefined;
    const after = query.cursor === undefined ? null : decodePosition(query.cursor, order);
    const hasOrder = isByTime(order) || (!worded && query.folder !== 'deleted');
    if (!hasOrder || (query.cursor !== undefined && !after)) throw new DomainError('invalid-request');
    const from = Math.max(instantOf(query.from) ?? 0, mailbox.since);
    const filters: ListFilters = {
      ...{ order, after, from: from === 0 ? null : from, before: instantOf(query.before) },
      ...{ unread: query.unread, level: query.level, attachments: query.attachments, status: query.status },
      // What a session may not read it must not guess by its words either.
      mostLevel: query.words === undefined ? undefined : actor.level,
      undeleted: actor.entered?.role === 'delegate',
    };
    const found = worded
      ? await this.#byWords(mailbox, query, filters, actor.level)
      : await this.#byRows(mailbox.id, query.folder, filters, query.limit ?? LIMITS.pageRows);
    const incomplete = worded && !(await this.#parts.searched.isFilled(mailboxId));
    return this.#opened(actor, query.folder, order, found, incomplete);
  }

  /** Copies that the mailbox received, by id and wherever they lie, as rows of its inbox. The caller has let the actor in. */
  async received(actor: AccountActor, mailboxId: string, ids: readonly string[]): Promise<FolderPage> {
    const rows = await this.#parts.lists.received(mailboxId, ids, this.#parts.clock.now().getTime());
    return this.#opened(actor, 'inbox', 'newest', { rows, next: null, isShort: false }, false);
  }

  async #byRows(mailboxId: string, folder: Folder, filters: ListFilters, limit: number): Promise<Found> {
    const { lists, clock } = this.#parts;
    const bounded = isLookedThrough(filters, folder);
    const edge = bounded ? await lists.edge(folder, mailboxId, filters, MOST_LOOKED_AT - 1) : null;
    const found = await lists.page(folder, mailboxId, filters, clock.now().getTime(), limit + 1, edge);
    const rows = found.slice(0, limit);
    const isFull = found.length > limit;
    return { rows, next: isFull ? (rows.at(-1) ?? null) : edge, isShort: !isFull && edge !== null };
  }

  async #byWords(
    mailbox: EnteredMailbox,
    query: SearchMessages,
    filters: ListFilters,
    level: AssuranceLevel,
  ): Promise<Found> {
    const { index, searched } = this.#parts;
    const asked = [query.words, query.person].filter((text) => text !== undefined);
    const of = { mailboxId: mailbox.id, organisationId: mailbox.organisationId };
    const tokens = await index.tokensOf(of, query, level);
    // Signs alone are in no message.
    if (!tokens || asked.some(isWordless)) return { rows: [], next: null, isShort: false };
    const limit = query.limit ?? LIMITS.pageRows;
    const { from, before, after } = filters;
    const order = filters.order === 'oldest' ? 'oldest' : 'newest';
    const walk = new SearchWalk(searched, { mailboxId: mailbox.id, tokens, order, from, before, after });
    const rows: FolderRow[] = [];
    for (;;) {
      const { hits, position } = await walk.next();
      // What is common fills a page with the first of many hits: the others are not fetched for nothing.
      for (let from = 0; from < hits.length; from += limit + 1) {
        const some = hits.slice(from, from + limit + 1);
        rows.push(...(await this.#rowsOf(mailbox.id, query.folder, some, filters)));
        const full = fullPage(rows, limit, query.folder);
        if (full) return full;
      }
      if (position === null || walk.isSpent) return { rows, next: position, isShort: position !== null };
      await turn();
    }
  }

  /** The rows of hits, in order, as far as they are in the folder and fit. */
  async #rowsOf(
    mailboxId: string,
    folder: Folder,
    hits: readonly SearchHit[],
    filters: ListFilters,
  ): Promise<readonly FolderRow[]> {
    const { lists, clock } = this.#parts;
    const both = folder === 'archive' || folder === 'deleted';
    const here = hits.filter(({ received }) => both || received === (folder === 'inbox'));
    if (here.length === 0) return [];
    const ids = here.map(({ id }) => id);
    const most = here.length * (folder === 'links' ? LIMITS.recipientsPerMessage : 1);
    const rows = await lists.page(folder, mailboxId, { ...filters, ids }, clock.now().getTime(), most);
    const place = new Map(ids.map((id, index) => [id, index]));
    const placeOf = (row: FolderRow) => place.get(folder === 'links' ? row.message_id : row.id) ?? 0;
    return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  async #opened(
    actor: AccountActor,
    folder: Folder,
    order: ListOrder,
    { rows, next, isShort }: Found,
    incomplete: boolean,
  ): Promise<FolderPage> {
    const { repository, clock } = this.#parts;
    const now = clock.now().getTime();
    const sent = rows.filter((row) => row.folder === 'sent').map(({ message_id }) => message_id);
    const [firstRecipients, summaries, headlines] = await Promise.all([
      repository.firstRecipients(sent),
      repository.summaries(sent, now),
      Promise.all(rows.map((row) => this.#headline(actor, row))),
    ]);
    return {
      folder,
      level: actor.level,
      rows: rows.map((row, index) => ({ row, headline: headlines[index] ?? null })),
      firstRecipients,
      summaries,
      now,
      nextCursor: next ? encodePosition(next) : null,
      reachedAt: isShort && next && isByTime(order) ? next.at : null,
      incomplete,
    };
  }

  async #headline(actor: AccountActor, row: FolderRow): Promise<Headline | null> {
    if (!satisfies(actor.level, row.assurance_level as AssuranceLevel)) return null;
    return this.#parts.content.headlineOfRow(row, row.folder === 'inbox' ? row.id : row.message_id);
  }
}

/**
 * A page with something behind it; null when there is none yet. It ends at a row that fits because another one that fits follows:
 * what does not fit must not be told of by a page that goes on. The links of one message stay together, because the index knows messages.
 */
const fullPage = (rows: readonly FolderRow[], limit: number, folder: Folder): Found | null => {
  const byMessage = folder === 'links';
  const last = rows[limit - 1];
  if (!last) return null;
  const end = byMessage ? rows.findLastIndex(({ message_id }) => message_id === last.message_id) + 1 : limit;
  if (end >= rows.length) return null;
  return { rows: rows.slice(0, end), next: { at: last.at, id: byMessage ? last.message_id : last.id }, isShort: false };
};
