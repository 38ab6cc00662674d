import { Migration } from '@mikro-orm/migrations';

/** Mail servers of organisations. */
export class MailServers0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table mail_server (id text not null primary key, host text not null, port integer not null, tls text not null, user_name text null, key_epoch integer not null, wrapped_key blob not null, password blob not null, mail_from text not null, revision integer not null, tested_at bigint not null, failed_at bigint null)`,
    );
  }
}
