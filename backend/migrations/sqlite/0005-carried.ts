import { Migration } from '@mikro-orm/migrations';

/** What a carried upload is a copy of; downloads counted by holder and attachment, whatever asked for them. */
export class Carried0005 extends Migration {
  override up(): void {
    this.addSql(`alter table attachment add column carried_message_id text null`);
    this.addSql(`alter table attachment add column carried_attachment_id text null`);
    this.addSql(`alter table attachment add column carried_holder_id text null`);
    this.addSql(`alter table attachment add column carried_in text null`);
    this.addSql(`alter table attachment add column carried_level integer null`);
    this.addSql(
      `create table download_count (holder_id text not null, attachment_id text not null, message_id text not null, size_bytes bigint not null, revision integer not null, completed integer not null, covered text not null, handed_bytes bigint not null, under_way text not null, finished_by text not null, primary key (holder_id, attachment_id))`,
    );
    this.addSql(`create index ix_download_count_message on download_count (message_id)`);
    this.addSql(
      `insert into download_count select s.holder_id, s.attachment_id, s.message_id, a.size_bytes, 1, count(s.completed_at), '[]', 0, '[]', '[]' from download_slot s join attachment a on a.id = s.attachment_id group by s.holder_id, s.attachment_id, s.message_id, a.size_bytes`,
    );
    this.addSql(`drop table download_slot`);
  }
}
