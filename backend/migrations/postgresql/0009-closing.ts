import { Migration } from '@mikro-orm/migrations';

/** Organisations that are being closed. */
export class Closing0009 extends Migration {
  override up(): void {
    this.addSql(
      `create table organisation_closing (organisation_id varchar(36) not null, begun_by varchar(36) not null, begun_at bigint not null, purge_after bigint not null, exported_at bigint null, purge_begun_at bigint null, purged_at bigint null, primary key (organisation_id))`,
    );
    this.addSql(`create index ix_attachment_organisation on attachment (organisation_id, size_bytes)`);
    this.addSql(
      `create index ix_attachment_unsent_organisation on attachment (organisation_id) where message_id is null`,
    );
  }
}
