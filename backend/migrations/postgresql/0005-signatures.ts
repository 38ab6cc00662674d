import { Migration } from '@mikro-orm/migrations';

/** Signatures and automatic replies of mailboxes, sealed. */
export class Signatures0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table mailbox_text (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, kind varchar(20) not null, enabled smallint not null, starts_at bigint null, ends_at bigint null, period_id varchar(36) null, revision int not null, key_epoch int not null, wrapped_key bytea not null, body bytea not null, saved_at bigint not null, primary key (id))`,
    );
    this.addSql(`create unique index ux_mailbox_text_mailbox on mailbox_text (mailbox_id, kind)`);
    this.addSql(`create index ix_mailbox_text_epoch on mailbox_text (organisation_id, key_epoch)`);
  }
}
