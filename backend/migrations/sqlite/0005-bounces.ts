import { Migration } from '@mikro-orm/migrations';

/** The way back of mails that cannot be delivered: which mail a return address belongs to, and why one came back. */
export class Bounces0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table mail_return (token_hash blob not null primary key, recipient_id text not null, created_at bigint not null, delayed_at bigint null, bounced_at bigint null)`,
    );
    this.addSql(`create index ix_mail_return_recipient on mail_return (recipient_id, created_at)`);
    this.addSql(`create index ix_mail_return_created on mail_return (created_at)`);
    this.addSql(`alter table recipient_event add column reason text null`);
  }
}
