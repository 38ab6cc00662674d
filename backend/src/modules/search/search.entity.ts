import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** The words of one holder's copy of a message, as blind tokens. It goes with that holder's key. */
export const SearchEntryEntity = defineEntity({
  name: 'search_entry',
  properties: {
    /** Who holds the key: a recipient, or for the sender's copy the message. */
    row_id: column.id().primary(),
    mailbox_id: column.id(),
    /** Received, or sent. */
    received: column.flag(),
    at: column.instant(),
    /** Four bytes each, in order. */
    tokens: column.bytes(),
  },
  indexes: [{ name: 'ix_search_entry_mailbox', properties: ['mailbox_id', 'at', 'row_id'] }],
});
export type SearchEntryRow = RowOf<typeof SearchEntryEntity>;

/** A span of a mailbox's time (both ends belong to it; spans never overlap) whose entries `search_filter` sums up. */
export const SearchBlockEntity = defineEntity({
  name: 'search_block',
  properties: {
    id: column.id().primary(),
    mailbox_id: column.id(),
    from_at: column.instant(),
    to_at: column.instant(),
  },
  indexes: [{ name: 'ix_search_block_mailbox', properties: ['mailbox_id', 'to_at'] }],
});

/** A Bloom filter of the tokens of a block's entries that begin with four given bits. */
export const SearchFilterEntity = defineEntity({
  name: 'search_filter',
  properties: {
    block_id: column.id().primary(),
    slice: column.integer().primary(),
    bits: column.bytes(),
  },
});

/** Back to when a mailbox's copies from before there was a word index have been put into it, newest first. */
export const SearchMarkEntity = defineEntity({
  name: 'search_mark',
  properties: {
    mailbox_id: column.id().primary(),
    folder: column.short(10).primary(),
    at: column.instant(),
  },
});
