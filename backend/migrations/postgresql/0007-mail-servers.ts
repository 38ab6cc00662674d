import { Migration } from '@mikro-orm/migrations';

/** Mail servers of organisations. */
export class MailServers0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table mail_server (id varchar(36) not null, host varchar(253) not null, port int not null, tls varchar(10) not null, user_name varchar(255) null, key_epoch int not null, wrapped_key bytea not null, password bytea not null, mail_from varchar(254) not null, revision int not null, tested_at bigint not null, failed_at bigint null, primary key (id))`,
    );
  }
}
