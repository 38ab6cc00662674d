import { Migration } from '@mikro-orm/migrations';

/** Signatures and automatic replies of mailboxes, sealed. */
export class Signatures0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table mailbox_text (id text not null primary key, organisation_id text not null, mailbox_id text not null, kind text not null, enabled integer not null, starts_at bigint null, ends_at bigint null, period_id text null, revision integer not null, key_epoch integer not null, wrapped_key blob not null, body blob not null, saved_at bigint not null)`,
    );
    this.addSql(`create unique index ux_mailbox_text_mailbox on mailbox_text (mailbox_id, kind)`);
    this.addSql(`create index ix_mailbox_text_epoch on mailbox_text (organisation_id, key_epoch)`);
  }
}
