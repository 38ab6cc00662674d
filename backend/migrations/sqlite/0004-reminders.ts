import { Migration } from '@mikro-orm/migrations';

/** Reminders before a link ends: which end a link has been reminded of, what its sender is still to be told, and when she was. */
export class Reminders0004 extends Migration {
  override up(): void {
    this.addSql(`alter table external_link add column reminder_settled_for bigint null`);
    this.addSql(
      `create index ix_external_link_reminder on external_link (organisation_id, expires_at) where revoked_at is null and coalesce(reminder_settled_for, 0) <> expires_at`,
    );
    this.addSql(
      `create table ending_link (recipient_id text not null primary key, mailbox_id text not null, message_id text not null, expires_at bigint not null, created_at bigint not null)`,
    );
    this.addSql(`create index ix_ending_link_mailbox on ending_link (mailbox_id, created_at)`);
    this.addSql(
      `create table sender_reminder (mailbox_id text not null, day text not null, primary key (mailbox_id, day))`,
    );
    this.addSql(`create index ix_sender_reminder_day on sender_reminder (day)`);
  }
}
