import { Migration } from '@mikro-orm/migrations';

/** What a carried upload is a copy of; downloads counted by holder and attachment, whatever asked for them. */
export class Carried0005 extends Migration {
  override up(): void {
    this.addSql(`alter table attachment add column carried_message_id varchar(36) null`);
    this.addSql(`alter table attachment add column carried_attachment_id varchar(36) null`);
    this.addSql(`alter table attachment add column carried_holder_id varchar(36) null`);
    this.addSql(`alter table attachment add column carried_in varchar(36) null`);
    this.addSql(`alter table attachment add column carried_level int null`);
    this.addSql(
      `create table download_count (holder_id varchar(36) not null, attachment_id varchar(36) not null, message_id varchar(36) not null, size_bytes bigint not null, revision int not null, completed int not null, covered text not null, handed_bytes bigint not null, under_way text not null, finished_by text not null, primary key (holder_id, attachment_id))`,
    );
    this.addSql(`create index ix_download_count_message on download_count (message_id)`);
    this.addSql(
      `insert into download_count select s.holder_id, s.attachment_id, s.message_id, a.size_bytes, 1, count(s.completed_at), '[]', 0, '[]', '[]' from download_slot s join attachment a on a.id = s.attachment_id group by s.holder_id, s.attachment_id, s.message_id, a.size_bytes`,
    );
    this.addSql(`drop table download_slot`);
  }
}
