import { Migration } from '@mikro-orm/migrations';

/** Whom automatic replies have answered, and which messages nobody sent. */
export class AutoReplies0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table auto_reply_answer (period_id varchar(36) not null, sender_mailbox_id varchar(36) not null, mailbox_id varchar(36) not null, answered_at bigint not null, primary key (period_id, sender_mailbox_id))`,
    );
    this.addSql(`create index ix_auto_reply_answer_mailbox on auto_reply_answer (mailbox_id)`);
    this.addSql(`alter table message add column automatic smallint not null default 0`);
  }
}
