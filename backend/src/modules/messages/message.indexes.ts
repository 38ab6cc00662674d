/** An index of some rows of a table. */
const partial = (name: string, on: string) => ({ name, expression: `create index ${name} on ${on}` });

/** What lists and the keeping of messages walk, each exactly the rows that it needs. */
export const MESSAGE_LISTS = [
  partial(
    'ix_message_sent',
    'message (sender_mailbox_id, sent_at, id) where sender_archived_at is null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_archive',
    'message (sender_mailbox_id, sent_at, id) where sender_archived_at is not null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_kept',
    'message (sender_mailbox_id, sent_at, id) where purged_at is null and sender_purged_at is null',
  ),
  partial('ix_message_held', 'message (organisation_id, id) where held_at is not null'),
  partial(
    'ix_message_deleted',
    'message (sender_deleted_at) where sender_deleted_at is not null and purged_at is null and sender_purged_at is null',
  ),
  partial(
    'ix_message_sent_name',
    'message (sender_mailbox_id, sort_name, sent_at desc, id desc) where sender_archived_at is null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_sent_level',
    'message (sender_mailbox_id, assurance_level, sent_at, id) where sender_archived_at is null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_archive_name',
    'message (sender_mailbox_id, sort_name, sent_at desc, id desc) where sender_archived_at is not null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_archive_level',
    'message (sender_mailbox_id, assurance_level, sent_at, id) where sender_archived_at is not null and sender_deleted_at is null',
  ),
  partial(
    'ix_message_restorable',
    'message (sender_mailbox_id, sent_at, id) where sender_deleted_at is not null and purged_at is null and sender_purged_at is null',
  ),
];

/** As `MESSAGE_LISTS`. */
export const RECIPIENT_LISTS = [
  partial(
    'ix_recipient_inbox',
    'recipient (mailbox_id, delivered_at, id) where mailbox_id is not null and archived_at is null and deleted_at is null',
  ),
  partial(
    'ix_recipient_archive',
    'recipient (mailbox_id, delivered_at, id) where archived_at is not null and deleted_at is null',
  ),
  partial('ix_recipient_unread', 'recipient (mailbox_id, delivered_at, id) where unread = 1'),
  partial(
    'ix_recipient_kept',
    'recipient (mailbox_id, delivered_at, id) where mailbox_id is not null and purged_at is null and recalled_at is null',
  ),
  partial(
    'ix_recipient_deleted',
    'recipient (deleted_at) where deleted_at is not null and mailbox_id is not null and purged_at is null and recalled_at is null',
  ),
  partial('ix_recipient_written', 'recipient (sender_mailbox_id, address) where sender_mailbox_id is not null'),
  partial(
    'ix_recipient_inbox_name',
    'recipient (mailbox_id, sort_name, delivered_at desc, id desc) where mailbox_id is not null and archived_at is null and deleted_at is null',
  ),
  partial(
    'ix_recipient_inbox_level',
    'recipient (mailbox_id, assurance_level, delivered_at, id) where mailbox_id is not null and archived_at is null and deleted_at is null',
  ),
  partial(
    'ix_recipient_archive_name',
    'recipient (mailbox_id, sort_name, delivered_at desc, id desc) where archived_at is not null and deleted_at is null',
  ),
  partial(
    'ix_recipient_archive_level',
    'recipient (mailbox_id, assurance_level, delivered_at, id) where archived_at is not null and deleted_at is null',
  ),
  partial(
    'ix_recipient_restorable',
    'recipient (mailbox_id, delivered_at, id) where deleted_at is not null and mailbox_id is not null and purged_at is null and recalled_at is null',
  ),
  partial(
    'ix_recipient_links_name',
    "recipient (sender_mailbox_id, sort_name, delivered_at desc, id desc) where address_kind = 'external' and deleted_at is null",
  ),
  partial(
    'ix_recipient_links_level',
    "recipient (sender_mailbox_id, assurance_level, delivered_at, id) where address_kind = 'external' and deleted_at is null",
  ),
  partial(
    'ix_recipient_links',
    "recipient (sender_mailbox_id, delivered_at, id) where address_kind = 'external' and deleted_at is null",
  ),
];
