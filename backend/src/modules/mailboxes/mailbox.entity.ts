import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

export const MailboxEntity = defineEntity({
  name: 'mailbox',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    kind: column.short(10),
    /** Owner of a personal mailbox; null = a function mailbox, whose members stand in `mailbox_member`. */
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
    /** In which a function mailbox proposes to speak to people without an account; null = in that of whoever writes. */
    language: column.short(2).nullable(),
    /** What function mailboxes are listed by. */
    sort_name: column.short(92).default(''),
    /** From this instant on nobody is in it and no address leads here; what it holds is destroyed by and by. */
    removed_at: column.instant().nullable(),
    /** When nothing of what it held was left. */
    emptied_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_mailbox_account', properties: ['account_id'] },
    { name: 'ix_mailbox_organisation', properties: ['organisation_id', 'id'] },
    { name: 'ix_mailbox_retention', properties: ['organisation_id', 'retention_days'] },
    {
      name: 'ix_mailbox_function',
      expression:
        "create index ix_mailbox_function on mailbox (organisation_id, sort_name, id) where kind = 'function' and removed_at is null",
    },
    {
      name: 'ix_mailbox_removed',
      expression:
        'create index ix_mailbox_removed on mailbox (removed_at, id) where removed_at is not null and emptied_at is null',
    },
  ],
});
export type MailboxRow = RowOf<typeof MailboxEntity>;

/** Who is in a function mailbox. The row goes with the membership, and a new one is another way in; the log tells what was. */
export const MailboxMemberEntity = defineEntity({
  name: 'mailbox_member',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    account_id: column.id(),
    /** `member`, or `administrator`, who looks after the mailbox as well. */
    role: column.short(20),
    added_at: column.instant(),
    /** What she wants to be told of by mail, and in Teams: `all`, `concerning` or `none`; null = as her choice for her own mailbox. */
    notify_mail: column.short(10).nullable(),
    notify_teams: column.short(10).nullable(),
  },
  indexes: [
    {
      name: 'ux_mailbox_member_mailbox',
      expression: 'create unique index ux_mailbox_member_mailbox on mailbox_member (mailbox_id, account_id)',
    },
    { name: 'ix_mailbox_member_account', properties: ['account_id'] },
  ],
});
export type MailboxMemberRow = RowOf<typeof MailboxMemberEntity>;

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
