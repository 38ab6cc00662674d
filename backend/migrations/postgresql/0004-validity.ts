import { Migration } from '@mikro-orm/migrations';

/** A link that has ended by date keeps its key for a while: which ends have been told, apart from which keys are gone. */
export class Validity0004 extends Migration {
  override up(): void {
    this.addSql(`alter table external_link add column expired_at bigint null`);
    this.addSql(`create index ix_external_link_ended on external_link (expires_at) where revoked_at is null`);
  }
}
