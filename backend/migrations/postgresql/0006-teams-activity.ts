import { Migration } from '@mikro-orm/migrations';

/** Whether a person wants new messages in her activity feed in Teams. */
export class TeamsActivity0006 extends Migration {
  override up(): void {
    this.addSql(`alter table notification_preference add column teams smallint not null default 0`);
  }
}
