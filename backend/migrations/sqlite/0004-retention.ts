import { Migration } from '@mikro-orm/migrations';

/** Retention: what a mailbox decides for itself, what is held, whose copy is gone, and how far each mailbox has been gone through. */
export class Retention0004 extends Migration {
  override up(): void {
    this.addSql(`alter table mailbox add column retention_days integer null`);
    this.addSql(`alter table message add column sender_purged_at bigint null`);
    this.addSql(`alter table message add column held_at bigint null`);
    this.addSql(
      `create table retention_mark (mailbox_id text not null, folder text not null, at bigint not null, primary key (mailbox_id, folder))`,
    );
  }
}
