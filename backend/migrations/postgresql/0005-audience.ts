import { Migration } from '@mikro-orm/migrations';

/** Messages that the sender's whole organisation may open, and who of it has. */
export class Audience0005 extends Migration {
  override up(): void {
    this.addSql(`alter table message add column organisation_holder_id varchar(36) null`);
    this.addSql(
      `create table organisation_reader (message_id varchar(36) not null, account_id varchar(36) not null, id varchar(36) not null, name varchar(255) not null, method varchar(20) not null, opened_at bigint not null, downloaded_at bigint null, primary key (message_id, account_id))`,
    );
    this.addSql(`create unique index uq_organisation_reader_id on organisation_reader (id)`);
  }
}
