import { Migration } from '@mikro-orm/migrations';

/** Settings by an organisation's administrators: its mailboxes, those with days of their own, and who holds a message. */
export class OrganisationSettings0006 extends Migration {
  override up(): void {
    this.addSql(`create index ix_mailbox_organisation on mailbox (organisation_id, id)`);
    this.addSql(`create index ix_mailbox_retention on mailbox (organisation_id, retention_days)`);
    this.addSql(`alter table message add column held_by_administrator smallint not null default 0`);
    // Until now only operators held messages.
    this.addSql(`update message set held_by_administrator = 1 where held_at is not null`);
  }
}
