import { Migration } from '@mikro-orm/migrations';

/** Mailboxes that several people share: who is in them, their language, and what becomes of them when they are removed. */
export class FunctionMailboxes0007 extends Migration {
  override up(): void {
    this.addSql(`alter table mailbox add column language text null`);
    this.addSql(`alter table mailbox add column sort_name text not null default ''`);
    this.addSql(`alter table mailbox add column removed_at bigint null`);
    this.addSql(`alter table mailbox add column emptied_at bigint null`);
    this.addSql(
      `create index ix_mailbox_function on mailbox (organisation_id, sort_name, id) where kind = 'function' and removed_at is null`,
    );
    this.addSql(
      `create index ix_mailbox_removed on mailbox (removed_at, id) where removed_at is not null and emptied_at is null`,
    );
    this.addSql(
      `create table mailbox_member (id text not null primary key, organisation_id text not null, mailbox_id text not null, account_id text not null, role text not null, added_at bigint not null)`,
    );
    this.addSql(`create unique index ux_mailbox_member_mailbox on mailbox_member (mailbox_id, account_id)`);
    this.addSql(`create index ix_mailbox_member_account on mailbox_member (account_id)`);
    this.addSql(`create index ix_message_held on message (organisation_id, id) where held_at is not null`);
    this.addSql(`alter table message add column written_by text null`);
  }
}
