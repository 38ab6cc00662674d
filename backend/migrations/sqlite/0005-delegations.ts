import { Migration } from '@mikro-orm/migrations';

/** Access to a mailbox for somebody else, for a time; what she does is marked as hers. */
export class Delegations0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table delegation (id text not null primary key, organisation_id text not null, mailbox_id text not null, giver_account_id text not null, delegate_account_id text not null, starts_at bigint not null, ends_at bigint not null, older_messages integer not null, created_at bigint not null, ended_at bigint null)`,
    );
    this.addSql(`create index ix_delegation_mailbox on delegation (mailbox_id, ends_at)`);
    this.addSql(`create index ix_delegation_delegate on delegation (delegate_account_id, ends_at)`);
    this.addSql(`alter table message add column sent_by text null`);
    this.addSql(`alter table recipient_event add column by_name text null`);
    this.addSql(`alter table draft add column delegate_account_id text null`);
    this.addSql(`alter table download add column delegation_id text null`);
  }
}
