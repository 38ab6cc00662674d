import { Migration } from '@mikro-orm/migrations';

/** Access to a mailbox for somebody else, for a time; what she does is marked as hers. */
export class Delegations0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table delegation (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, giver_account_id varchar(36) not null, delegate_account_id varchar(36) not null, starts_at bigint not null, ends_at bigint not null, older_messages smallint not null, created_at bigint not null, ended_at bigint null, primary key (id))`,
    );
    this.addSql(`create index ix_delegation_mailbox on delegation (mailbox_id, ends_at)`);
    this.addSql(`create index ix_delegation_delegate on delegation (delegate_account_id, ends_at)`);
    this.addSql(`alter table message add column sent_by varchar(255) null`);
    this.addSql(`alter table recipient_event add column by_name varchar(255) null`);
    this.addSql(`alter table draft add column delegate_account_id varchar(36) null`);
    this.addSql(`alter table download add column delegation_id varchar(36) null`);
  }
}
