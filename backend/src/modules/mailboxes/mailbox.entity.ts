import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

export const MailboxEntity = defineEntity({
  name: 'mailbox',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    kind: column.short(10),
    /** Owner of a personal mailbox. */
    account_id: column.id().nullable(),
    name: column.short(),
    /** Normalised address that leads here. */
    address: column.short().unique(),
    /** A counter, kept in the transactions that deliver and open. */
    unread: column.integer(),
    /** Days after which its copies are purged, 0 = never; null = the organisation's setting. */
    retention_days: column.integer().nullable(),
    created_at: column.instant(),
    /** Changes whenever something goes from its word index, or is summed up there. */
    search_version: column.integer().default(0),
    /** Everything from before there was a word index is in it. */
    search_filled: column.flag().default(0),
  },
  indexes: [
    { name: 'ix_mailbox_account', properties: ['account_id'] },
    { name: 'ix_mailbox_organisation', properties: ['organisation_id', 'id'] },
    { name: 'ix_mailbox_retention', properties: ['organisation_id', 'retention_days'] },
  ],
});
export type MailboxRow = RowOf<typeof MailboxEntity>;

/** What changed for a mailbox, for live pages: says what to read again. Kept for a day. */
export const LiveEventEntity = defineEntity({
  name: 'live_event',
  properties: {
    id: column.id().primary(),
    mailbox_id: column.id(),
    type: column.short(30),
    /** The message that it tells of, or the draft, or the mailbox itself. */
    message_id: column.id(),
    recipient_id: column.id().nullable(),
    at: column.instant(),
  },
  indexes: [
    { name: 'ix_live_event_mailbox', properties: ['mailbox_id', 'id'] },
    { name: 'ix_live_event_at', properties: ['at'] },
  ],
});
export type LiveEventRow = RowOf<typeof LiveEventEntity>;
