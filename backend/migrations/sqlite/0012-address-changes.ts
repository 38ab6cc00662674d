import { Migration } from '@mikro-orm/migrations';

/** Where an account's mail went before its address was changed, and who made a directory's token. */
export class AddressChanges0012 extends Migration {
  override up(): void {
    this.addSql(`alter table account add column address_before text null`);
    this.addSql(`alter table account add column address_changed_at bigint null`);
    this.addSql(`alter table provisioning_token add column made_by text null`);
  }
}
