import { Migration } from '@mikro-orm/migrations';

/** To whom and where a mailbox has written before. */
export class WrittenDomains0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table written_domain (mailbox_id varchar(36) not null, domain varchar(255) not null, created_at bigint not null, primary key (mailbox_id, domain))`,
    );
    this.addSql(
      `insert into written_domain (mailbox_id, domain, created_at) select sender_mailbox_id, split_part(address, '@', 2), min(delivered_at) from recipient where sender_mailbox_id is not null and address_kind <> 'internal' group by 1, 2`,
    );
    this.addSql(
      `create index ix_recipient_written on recipient (sender_mailbox_id, address) where sender_mailbox_id is not null`,
    );
  }
}
