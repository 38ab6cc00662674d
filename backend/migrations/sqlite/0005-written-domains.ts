import { Migration } from '@mikro-orm/migrations';

/** To whom and where a mailbox has written before. */
export class WrittenDomains0005 extends Migration {
  override up(): void {
    this.addSql(
      `create table written_domain (mailbox_id text not null, domain text not null, created_at bigint not null, primary key (mailbox_id, domain))`,
    );
    this.addSql(
      `insert into written_domain (mailbox_id, domain, created_at) select sender_mailbox_id, substr(address, instr(address, '@') + 1), min(delivered_at) from recipient where sender_mailbox_id is not null and address_kind <> 'internal' group by 1, 2`,
    );
    this.addSql(
      `create index ix_recipient_written on recipient (sender_mailbox_id, address) where sender_mailbox_id is not null`,
    );
  }
}
