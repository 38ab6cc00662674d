import { Migration } from '@mikro-orm/migrations';

/** Exports: whom a download of a whole message is for, and the log of one message. */
export class Exports0005 extends Migration {
  override up(): void {
    this.addSql(`alter table download add column export_account_id varchar(36) null`);
    this.addSql(`create index ix_audit_event_target on audit_event (target_id, id) where target_id is not null`);
  }
}
