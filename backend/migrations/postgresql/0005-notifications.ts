import { Migration } from '@mikro-orm/migrations';

/** How each person wants to be told of new messages. */
export class Notifications0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table notification_preference (account_id varchar(36) not null, mail smallint not null, saved_at bigint not null, primary key (account_id))`,
    );
  }
}
