import { Migration } from '@mikro-orm/migrations';

/** Found in review: somebody who came in through a shared link proves her address, and her wrong tries count apart. */
export class AfterReview0003 extends Migration {
  override up(): void {
    this.addSql(`alter table link_session add column way text not null default 'personal'`);
    this.addSql(`alter table external_link add column shared_failed_tries integer not null default 0`);
    this.addSql(`alter table external_link add column shared_locked_until bigint null`);
    // Nobody knows any more which of these came in through the shared link, without any proof: they come in again.
    this.addSql(
      `update link_session set revoked_at = seen_at where revoked_at is null and link_id in (select id from external_link where message_id in (select id from shared_link))`,
    );
  }
}
