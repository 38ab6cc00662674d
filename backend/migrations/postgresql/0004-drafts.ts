import { Migration } from '@mikro-orm/migrations';

/** Drafts, sealed, and the uploads that they hold. */
export class Drafts0004 extends Migration {
  override up(): void {
    this.addSql(
      `create table draft (id varchar(36) not null, organisation_id varchar(36) not null, mailbox_id varchar(36) not null, revision int not null, key_epoch int not null, wrapped_key bytea not null, headline bytea not null, fields bytea not null, body bytea not null, created_at bigint not null, saved_at bigint not null, primary key (id))`,
    );
    this.addSql(`create index ix_draft_mailbox on draft (mailbox_id, saved_at, id)`);
    this.addSql(`create index ix_draft_saved on draft (organisation_id, saved_at)`);
    this.addSql(`alter table attachment add column held_by varchar(36) null`);
    this.addSql(`create index ix_attachment_held on attachment (held_by) where held_by is not null`);
  }
}
