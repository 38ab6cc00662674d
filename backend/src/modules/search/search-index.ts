import { ASSURANCE_LEVELS, type AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import { type IndexedWord, makeWordTokens, TOKEN_BYTES, type WordTokens } from '../../crypto/index.ts';
import { insert, type Statement, write } from '../../platform/database/statements.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { SearchEntryEntity } from './search.entity.ts';
import { distinctWords, prefixesOf, WORDS_PER_MESSAGE, WORDS_PER_SEARCH, wordsOf } from './words.domain.ts';

/** Whose index: a mailbox, under its own organisation's key. */
export interface IndexOf {
  readonly mailboxId: string;
  readonly organisationId: string;
}

export interface IndexedCopy extends IndexOf {
  /** Who holds the key. */
  readonly rowId: string;
  readonly received: boolean;
  /** Milliseconds, as the copy's row in its list. */
  readonly at: number;
}

const OTHERS = 0;
/** A field for each level: a session asks for those up to its own, and what stands above it cannot even be come near. */
const textOf = (level: AssuranceLevel): number => level;
const MAKERS_KEPT = 2_000;

const inField = (field: number, words: Iterable<string>): IndexedWord[] =>
  [...new Set([...words].flatMap(prefixesOf))].map((word) => ({ field, word }));

/** What finds a copy of that level by its text: in the order in which words count while there is room. */
export const textWords = (level: AssuranceLevel, texts: readonly string[]): IndexedWord[] =>
  inField(textOf(level), distinctWords(texts, WORDS_PER_MESSAGE));

/** What finds a copy by the other side's names and addresses. */
export const otherSideWords = (others: readonly string[]): IndexedWord[] =>
  inField(OTHERS, distinctWords(others, WORDS_PER_MESSAGE));

/** Puts tokens into order, each once. */
const sorted = (tokens: Buffer): Buffer => {
  const numbers = new Uint32Array(tokens.length / TOKEN_BYTES);
  for (const index of numbers.keys()) numbers[index] = tokens.readUInt32BE(index * TOKEN_BYTES);
  numbers.sort();
  let length = 0;
  for (const [index, number] of numbers.entries())
    if (index === 0 || number !== numbers[index - 1]) length = tokens.writeUInt32BE(number, length);
  return tokens.subarray(0, length);
};

/** Writes and forgets the words of messages; every write belongs into the batch of what it follows from. */
export class SearchIndex {
  readonly #organisations: OrganisationsService;
  readonly #makers = new Map<string, Promise<WordTokens>>();

  constructor(organisations: OrganisationsService) {
    this.#organisations = organisations;
  }

  /** The write that makes one holder's copy searchable: one row, whatever the message holds. */
  async written(copy: IndexedCopy, words: readonly IndexedWord[]): Promise<Statement> {
    const tokens = sorted((await this.#maker(copy))(words));
    return insert(SearchEntryEntity, {
      row_id: copy.rowId,
      mailbox_id: copy.mailboxId,
      received: copy.received ? 1 : 0,
      at: copy.at,
      tokens,
    });
  }

  /** As `written`, for a copy from before there was an index: not when its key has gone meanwhile, nor twice. */
  async filled(copy: IndexedCopy, words: readonly IndexedWord[]): Promise<Statement[]> {
    const { params } = await this.written(copy, words);
    return [
      // First: whoever takes this key waits, and then forgets these words as well.
      write('update message_key set epoch = epoch where holder_id = ?', copy.rowId),
      write(
        'insert into search_entry (row_id, mailbox_id, received, at, tokens) select holder_id, ?, ?, ?, ? from message_key where holder_id = ? on conflict do nothing',
        ...params.slice(1),
        copy.rowId,
      ),
    ];
  }

  /**
   * What a hit's entry holds: all of one of these. Words find nothing above `level`; people alone do. Null when the question holds
   * no word at all.
   */
  async tokensOf(
    index: IndexOf,
    question: { readonly words?: string | undefined; readonly person?: string | undefined },
    level: AssuranceLevel,
  ): Promise<readonly (readonly number[])[] | null> {
    const words = [...wordsOf(question.words ?? '')].slice(0, WORDS_PER_SEARCH);
    const people = [...wordsOf(question.person ?? '')].slice(0, WORDS_PER_SEARCH - words.length);
    if (words.length + people.length === 0) return null;
    const tokensOf = await this.#maker(index);
    const levels = words.length === 0 ? ASSURANCE_LEVELS.slice(0, 1) : ASSURANCE_LEVELS.filter((each) => each <= level);
    return levels.map((each) => {
      const asked = [
        ...words.map((word) => ({ field: textOf(each), word })),
        ...people.map((word) => ({ field: OTHERS, word })),
      ];
      const tokens = tokensOf(asked);
      return asked.map((_, position) => tokens.readUInt32BE(position * TOKEN_BYTES));
    });
  }

  /** Deriving keys costs as much as a message's tokens: those of the mailboxes in use are kept. */
  #maker({ mailboxId, organisationId }: IndexOf): Promise<WordTokens> {
    const known = this.#makers.get(mailboxId);
    if (known) return known;
    if (this.#makers.size >= MAKERS_KEPT) this.#makers.clear();
    const maker = this.#organisations.indexKey(organisationId).then((key) => makeWordTokens(key, mailboxId));
    this.#makers.set(mailboxId, maker);
    maker.catch(() => this.#makers.delete(mailboxId));
    return maker;
  }
}

/** True when every character of the question's words counts for nothing: only signs, or nothing. */
export const isWordless = (question: string): boolean => wordsOf(question).next().done === true;

/** The write that says how far back a mailbox's copies have been put in. */
export const filledTo = (mailboxId: string, folder: string, at: number): Statement =>
  write(
    'insert into search_mark (mailbox_id, folder, at) values (?, ?, ?) on conflict (mailbox_id, folder) do update set at = excluded.at',
    mailboxId,
    folder,
    at,
  );

/** The writes that say that a mailbox's index is whole. */
export const filledWhole = (mailboxId: string): Statement[] => [
  write('update mailbox set search_filled = 1 where id = ?', mailboxId),
  write('delete from search_mark where mailbox_id = ?', mailboxId),
];

const forgotten = (holders: string, ...params: string[]): Statement[] => {
  const block =
    'select b.id from search_block b join search_entry e on e.mailbox_id = b.mailbox_id and b.to_at >= e.at and b.from_at <= e.at';
  return [
    // First: a block that is being built over these entries waits for the mailbox's row, and then is not written.
    write(
      `update mailbox set search_version = search_version + 1 where id in (select mailbox_id from search_entry where row_id ${holders})`,
      ...params,
    ),
    write(`delete from search_filter where block_id in (${block} where e.row_id ${holders})`, ...params),
    write(`delete from search_block where id in (${block} where e.row_id ${holders})`, ...params),
    write(`delete from search_entry where row_id ${holders}`, ...params),
  ];
};

/** The writes that forget the words of one holder's copy, and what sums them up; after the one that takes the key. */
export const wordsForgotten = (holderId: string): Statement[] => forgotten('= ?', holderId);

/** As wordsForgotten, for everybody who has the message. */
export const allWordsForgotten = (messageId: string): Statement[] =>
  forgotten('in (select id from recipient where message_id = ? union all select ?)', messageId, messageId);
