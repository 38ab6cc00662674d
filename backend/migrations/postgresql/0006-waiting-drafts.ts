import { Migration } from '@mikro-orm/migrations';

/** Since when a draft waits for what identifies its recipients. */
export class WaitingDrafts0006 extends Migration {
  override up(): void {
    this.addSql(`alter table draft add column waiting_since bigint null`);
  }
}
