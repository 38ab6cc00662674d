import { Migration } from '@mikro-orm/migrations';

/** Messages that the sender's whole organisation may open, and who of it has. */
export class Audience0005 extends Migration {
  override up(): void {
    this.addSql(`alter table message add column organisation_holder_id text null`);
    this.addSql(
      `create table organisation_reader (message_id text not null, account_id text not null, id text not null, name text not null, method text not null, opened_at bigint not null, downloaded_at bigint null, primary key (message_id, account_id))`,
    );
    this.addSql(`create unique index uq_organisation_reader_id on organisation_reader (id)`);
  }
}
