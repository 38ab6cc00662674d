import { Migration } from '@mikro-orm/migrations';

/** Who reads: a reader who was changed, somebody else who tried, a receipt to the sender. */
export class Readers0005 extends Migration {
  override up(): void {
    this.addSql(`alter table recipient add column reader_changed_at bigint null`);
    this.addSql(`alter table recipient add column mismatch_told_at bigint null`);
    this.addSql(`alter table message add column read_receipt smallint not null default 0`);
  }
}
