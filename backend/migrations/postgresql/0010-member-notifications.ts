import { Migration } from '@mikro-orm/migrations';

/** What each member of a function mailbox wants to be told of. */
export class MemberNotifications0010 extends Migration {
  override up(): void {
    this.addSql(`alter table mailbox_member add column notify_mail varchar(10) null`);
    this.addSql(`alter table mailbox_member add column notify_teams varchar(10) null`);
  }
}
