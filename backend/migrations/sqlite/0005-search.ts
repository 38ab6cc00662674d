import { Migration } from '@mikro-orm/migrations';

/** A holder's own state of a copy (read, archived, deleted), what the counter counts, and the blind word index. */
export class Search0005 extends Migration {
  override up(): void {
    this.addSql(`alter table recipient add column read_at bigint null`);
    this.addSql(`alter table recipient add column archived_at bigint null`);
    this.addSql(`alter table recipient add column deleted_at bigint null`);
    this.addSql(`alter table recipient add column unread integer not null default 0`);
    this.addSql(`alter table message add column sender_archived_at bigint null`);
    this.addSql(`alter table message add column sender_deleted_at bigint null`);
    this.addSql(`alter table mailbox add column search_version integer not null default 0`);
    this.addSql(`alter table mailbox add column search_filled integer not null default 0`);
    this.addSql(`update recipient set read_at = opened_at where opened_at is not null and mailbox_id is not null`);
    this.addSql(
      `update recipient set unread = 1 where mailbox_id is not null and opened_at is null and recalled_at is null and purged_at is null`,
    );
    this.addSql(
      `create table search_entry (row_id text not null primary key, mailbox_id text not null, received integer not null, at bigint not null, tokens blob not null)`,
    );
    this.addSql(`create index ix_search_entry_mailbox on search_entry (mailbox_id, at, row_id)`);
    this.addSql(
      `create table search_block (id text not null primary key, mailbox_id text not null, from_at bigint not null, to_at bigint not null)`,
    );
    this.addSql(`create index ix_search_block_mailbox on search_block (mailbox_id, to_at)`);
    this.addSql(
      `create table search_filter (block_id text not null, slice integer not null, bits blob not null, primary key (block_id, slice))`,
    );
    this.addSql(
      `create table search_mark (mailbox_id text not null, folder text not null, at bigint not null, primary key (mailbox_id, folder))`,
    );
    this.addSql(`drop index ix_recipient_inbox`);
    this.addSql(`drop index ix_recipient_links`);
    this.addSql(`drop index ix_message_sent`);
    for (const index of INDEXES) this.addSql(`create index ${index}`);
  }
}

const INDEXES = [
  'ix_recipient_inbox on recipient (mailbox_id, delivered_at, id) where mailbox_id is not null and archived_at is null and deleted_at is null',
  'ix_recipient_archive on recipient (mailbox_id, delivered_at, id) where archived_at is not null and deleted_at is null',
  'ix_recipient_unread on recipient (mailbox_id, delivered_at, id) where unread = 1',
  'ix_recipient_kept on recipient (mailbox_id, delivered_at, id) where mailbox_id is not null and purged_at is null and recalled_at is null',
  'ix_recipient_deleted on recipient (deleted_at) where deleted_at is not null and mailbox_id is not null and purged_at is null and recalled_at is null',
  "ix_recipient_links on recipient (sender_mailbox_id, delivered_at, id) where address_kind = 'external' and deleted_at is null",
  'ix_message_sent on message (sender_mailbox_id, sent_at, id) where sender_archived_at is null and sender_deleted_at is null',
  'ix_message_archive on message (sender_mailbox_id, sent_at, id) where sender_archived_at is not null and sender_deleted_at is null',
  'ix_message_kept on message (sender_mailbox_id, sent_at, id) where purged_at is null and sender_purged_at is null',
  'ix_message_deleted on message (sender_deleted_at) where sender_deleted_at is not null and purged_at is null and sender_purged_at is null',
];
