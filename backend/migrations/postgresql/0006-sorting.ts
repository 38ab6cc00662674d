import { Migration } from '@mikro-orm/migrations';

/** Lists sorted by name and by level, and the folder of what was deleted. */
export class Sorting0006 extends Migration {
  override up(): void {
    this.addSql(`alter table recipient add column sort_name varchar(92) not null default ''`);
    this.addSql(`alter table recipient add column assurance_level int not null default 0`);
    this.addSql(`alter table message add column sort_name varchar(92) not null default ''`);
    this.addSql(
      `update recipient set assurance_level = (select m.assurance_level from message m where m.id = recipient.message_id), sort_name = case when mailbox_id is null then left(encode(convert_to(translate(lower(coalesce(nullif(trim(name), ''), address)), 'ÅåÄäÖö', '{{||}}'), 'UTF8'), 'hex'), 92) else (select left(encode(convert_to(translate(lower(coalesce(nullif(trim(m.sender_name), ''), m.sender_address)), 'ÅåÄäÖö', '{{||}}'), 'UTF8'), 'hex'), 92) from message m where m.id = recipient.message_id) end where exists (select 1 from message m where m.id = recipient.message_id)`,
    );
    this.addSql(
      `update message set sort_name = coalesce((select left(encode(convert_to(translate(lower(coalesce(nullif(trim(r.name), ''), r.address)), 'ÅåÄäÖö', '{{||}}'), 'UTF8'), 'hex'), 92) from recipient r where r.message_id = message.id order by r.position limit 1), '') where sender_mailbox_id is not null`,
    );
    for (const index of INDEXES) this.addSql(`create index ${index}`);
  }
}

const INDEXES = [
  'ix_message_sent_name on message (sender_mailbox_id, sort_name, sent_at desc, id desc) where sender_archived_at is null and sender_deleted_at is null',
  'ix_message_sent_level on message (sender_mailbox_id, assurance_level, sent_at, id) where sender_archived_at is null and sender_deleted_at is null',
  'ix_message_archive_name on message (sender_mailbox_id, sort_name, sent_at desc, id desc) where sender_archived_at is not null and sender_deleted_at is null',
  'ix_message_archive_level on message (sender_mailbox_id, assurance_level, sent_at, id) where sender_archived_at is not null and sender_deleted_at is null',
  'ix_message_restorable on message (sender_mailbox_id, sent_at, id) where sender_deleted_at is not null and purged_at is null and sender_purged_at is null',
  'ix_recipient_inbox_name on recipient (mailbox_id, sort_name, delivered_at desc, id desc) where mailbox_id is not null and archived_at is null and deleted_at is null',
  'ix_recipient_inbox_level on recipient (mailbox_id, assurance_level, delivered_at, id) where mailbox_id is not null and archived_at is null and deleted_at is null',
  'ix_recipient_archive_name on recipient (mailbox_id, sort_name, delivered_at desc, id desc) where archived_at is not null and deleted_at is null',
  'ix_recipient_archive_level on recipient (mailbox_id, assurance_level, delivered_at, id) where archived_at is not null and deleted_at is null',
  'ix_recipient_restorable on recipient (mailbox_id, delivered_at, id) where deleted_at is not null and mailbox_id is not null and purged_at is null and recalled_at is null',
  "ix_recipient_links_name on recipient (sender_mailbox_id, sort_name, delivered_at desc, id desc) where address_kind = 'external' and deleted_at is null",
  "ix_recipient_links_level on recipient (sender_mailbox_id, assurance_level, delivered_at, id) where address_kind = 'external' and deleted_at is null",
];
