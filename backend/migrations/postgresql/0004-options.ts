import { Migration } from '@mikro-orm/migrations';

/** Options of a message: how often each recipient may download each file. */
export class Options0004 extends Migration {
  override up(): void {
    this.addSql(`alter table message add column max_downloads int null`);
    this.addSql(
      `create table download_slot (holder_id varchar(36) not null, attachment_id varchar(36) not null, slot int not null, message_id varchar(36) not null, download_id varchar(36) not null, lease_until bigint not null, covered text not null, handed_bytes bigint not null, completed_at bigint null, primary key (holder_id, attachment_id, slot))`,
    );
    this.addSql(`create index ix_download_slot_message on download_slot (message_id)`);
    this.addSql(`create index ix_download_slot_download on download_slot (download_id)`);
  }
}
