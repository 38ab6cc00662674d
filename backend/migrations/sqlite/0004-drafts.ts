import { Migration } from '@mikro-orm/migrations';

/** Drafts, sealed, and the uploads that they hold. */
export class Drafts0004 extends Migration {
  override up(): void {
    this.addSql(
      `create table draft (id text not null primary key, organisation_id text not null, mailbox_id text not null, revision integer not null, key_epoch integer not null, wrapped_key blob not null, headline blob not null, fields blob not null, body blob not null, created_at bigint not null, saved_at bigint not null)`,
    );
    this.addSql(`create index ix_draft_mailbox on draft (mailbox_id, saved_at, id)`);
    this.addSql(`create index ix_draft_saved on draft (organisation_id, saved_at)`);
    this.addSql(`alter table attachment add column held_by text null`);
    this.addSql(`create index ix_attachment_held on attachment (held_by) where held_by is not null`);
  }
}
