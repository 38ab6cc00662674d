import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';
import { MESSAGE_LISTS, RECIPIENT_LISTS } from './message.indexes.ts';

export const MessageEntity = defineEntity({
  name: 'message',
  properties: {
    id: column.id().primary(),
    /** Organisation whose message it is: the sender's, or for a citizen's answer the organisation that sent the link. */
    organisation_id: column.id(),
    sender_mailbox_id: column.id().nullable(),
    sender_account_id: column.id().nullable(),
    /** For an answer through a link: the recipient who answered. */
    sender_recipient_id: column.id().nullable(),
    sender_name: column.short(),
    sender_address: column.short(),
    /** Who wrote it on behalf of the sender; null = she did herself. */
    sent_by: column.short().nullable(),
    /** Who of its members wrote it in a function mailbox: told inside the sender's organisation alone. */
    written_by: column.short().nullable(),
    conversation_id: column.id(),
    in_reply_to: column.id().nullable(),
    /** Made by nobody at that moment (an automatic reply): nothing answers it by itself. */
    automatic: column.flag().default(0),
    assurance_level: column.integer(),
    reply_allowed: column.flag(),
    /** Subject and attachment names, sealed under the message key: enough for a row of a list. Null when purged. */
    headline: column.bytes().nullable(),
    attachment_count: column.integer(),
    recipient_count: column.integer(),
    valid_until: column.instant().nullable(),
    /** How often each recipient may download each attachment; null = as often as she likes. */
    max_downloads: column.integer().nullable(),
    /** The sender is told when each recipient opens. */
    read_receipt: column.flag().default(0),
    sent_at: column.instant(),
    /** When the last key was destroyed, and why. */
    purged_at: column.instant().nullable(),
    purge_reason: column.short(10).nullable(),
    /** When retention took the sender's own copy; others may still have theirs. */
    sender_purged_at: column.instant().nullable(),
    /** Since when it is kept whatever its age; null = it is not. */
    held_at: column.instant().nullable(),
    /** An administrator holds it: nobody else ends that. */
    held_by_administrator: column.flag().default(0),
    /** The sender's own copy: when she put it aside, and when she deleted it. */
    sender_archived_at: column.instant().nullable(),
    sender_deleted_at: column.instant().nullable(),
    /** Under whom the sender's organisation has the key, where everybody of it may open; null = recipients only. */
    organisation_holder_id: column.id().nullable(),
    /** Of its first recipient; see `sortName`. */
    sort_name: column.short(92).default(''),
  },
  indexes: [...MESSAGE_LISTS, { name: 'ix_message_conversation', properties: ['conversation_id', 'sent_at', 'id'] }],
});
export type MessageRecord = RowOf<typeof MessageEntity>;

/** The sealed body, apart from the message so that lists stay dense. */
export const MessageBodyEntity = defineEntity({
  name: 'message_body',
  properties: { message_id: column.id().primary(), body: column.bytes() },
});

/**
 * The message key, wrapped once for each who may read it: the sender (`holder_id` = the message's id), every recipient
 * (`holder_id` = the recipient's id), and the sender's organisation where all of it may (`message.organisation_holder_id`).
 * Deleting a row takes the message from that holder; deleting all destroys it.
 */
export const MessageKeyEntity = defineEntity({
  name: 'message_key',
  properties: {
    holder_id: column.id().primary(),
    message_id: column.id(),
    /** Owner of the KEK that wraps it. */
    organisation_id: column.id(),
    epoch: column.integer(),
    wrapped: column.bytes(),
  },
  indexes: [
    { name: 'ix_message_key_message', properties: ['message_id'] },
    { name: 'ix_message_key_epoch', properties: ['organisation_id', 'epoch'] },
  ],
});
export type MessageKeyRow = RowOf<typeof MessageKeyEntity>;

/** One address on one message, with where it stands. */
export const RecipientEntity = defineEntity({
  name: 'recipient',
  properties: {
    id: column.id().primary(),
    message_id: column.id(),
    position: column.integer(),
    kind: column.short(3),
    address: column.short(),
    name: column.short(),
    /** Where it was delivered; null for a person without an account. */
    mailbox_id: column.id().nullable(),
    /** Sender's mailbox, repeated here for Länkar. */
    sender_mailbox_id: column.id().nullable(),
    address_kind: column.short(20),
    method: column.short(10).nullable(),
    delivered_at: column.instant(),
    notification: column.short(10),
    notified_at: column.instant().nullable(),
    opened_at: column.instant().nullable(),
    opened_method: column.short(20).nullable(),
    /** The sender gave another number or personnummer after an opening; null again once that person has opened. */
    reader_changed_at: column.instant().nullable(),
    /** When the sender was last mailed that somebody else had tried. */
    mismatch_told_at: column.instant().nullable(),
    downloaded_at: column.instant().nullable(),
    replied_at: column.instant().nullable(),
    recalled_at: column.instant().nullable(),
    purged_at: column.instant().nullable(),
    expires_at: column.instant().nullable(),
    /** The reader's own mark, whatever the sender sees of the opening; null = unread. */
    read_at: column.instant().nullable(),
    archived_at: column.instant().nullable(),
    /** When the reader deleted her copy; of a person without an account: when the sender deleted hers. */
    deleted_at: column.instant().nullable(),
    /** Whether the mailbox's counter counts it: kept by `settledStatements`. */
    unread: column.flag().default(0),
    /** Of the sender for whoever received it, else of the recipient; see `sortName`. */
    sort_name: column.short(92).default(''),
    /** The message's, repeated here so that an index has it. */
    assurance_level: column.integer().default(0),
  },
  indexes: [{ name: 'ix_recipient_message', properties: ['message_id', 'position'] }, ...RECIPIENT_LISTS],
});
export type RecipientRecord = RowOf<typeof RecipientEntity>;

/** Who of the sender's organisation has opened a message that all of it may open. `id` holds her downloads. */
export const OrganisationReaderEntity = defineEntity({
  name: 'organisation_reader',
  properties: {
    message_id: column.id().primary(),
    account_id: column.id().primary(),
    id: column.id(),
    name: column.short(),
    method: column.short(20),
    opened_at: column.instant(),
    downloaded_at: column.instant().nullable(),
  },
  uniques: [{ name: 'uq_organisation_reader_id', properties: ['id'] }],
});
export type OrganisationReaderRecord = RowOf<typeof OrganisationReaderEntity>;

/** What happened to a recipient: the timeline. */
export const RecipientEventEntity = defineEntity({
  name: 'recipient_event',
  properties: {
    id: column.id().primary(),
    recipient_id: column.id(),
    message_id: column.id(),
    kind: column.short(20),
    at: column.instant(),
    method: column.short(20).nullable(),
    attachment_id: column.id().nullable(),
    reply_message_id: column.id().nullable(),
    /** Why a mail came back or waits (BounceReason). */
    reason: column.short(20).nullable(),
    /** The delegate who did it on behalf of the recipient; null = nobody but herself. */
    by_name: column.short().nullable(),
  },
  indexes: [{ name: 'ix_recipient_event_message', properties: ['message_id', 'recipient_id', 'id'] }],
});
export type RecipientEventRecord = RowOf<typeof RecipientEventEntity>;

/** A mail that has been handed over and may come back: found by the token in its return address. */
export const MailReturnEntity = defineEntity({
  name: 'mail_return',
  properties: {
    token_hash: column.bytes().primary(),
    recipient_id: column.id(),
    created_at: column.instant(),
    delayed_at: column.instant().nullable(),
    bounced_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_mail_return_recipient', properties: ['recipient_id', 'created_at'] },
    { name: 'ix_mail_return_created', properties: ['created_at'] },
  ],
});
export type MailReturnRow = RowOf<typeof MailReturnEntity>;

/** A link that ends soon and that nobody has opened: what its sender is still to be told of. */
export const EndingLinkEntity = defineEntity({
  name: 'ending_link',
  properties: {
    recipient_id: column.id().primary(),
    mailbox_id: column.id(),
    message_id: column.id(),
    expires_at: column.instant(),
    created_at: column.instant(),
  },
  indexes: [{ name: 'ix_ending_link_mailbox', properties: ['mailbox_id', 'created_at'] }],
});

/** The days on which a mailbox has been told of links that end: once a day. */
export const SenderReminderEntity = defineEntity({
  name: 'sender_reminder',
  properties: {
    mailbox_id: column.id().primary(),
    /** `2026-03-02`, in Swedish time. */
    day: column.short(10).primary(),
  },
  indexes: [{ name: 'ix_sender_reminder_day', properties: ['day'] }],
});

/** Up to when retention has gone through a mailbox's copies: `received` by delivery, `sent` by sending. */
export const RetentionMarkEntity = defineEntity({
  name: 'retention_mark',
  properties: {
    mailbox_id: column.id().primary(),
    folder: column.short(10).primary(),
    at: column.instant(),
  },
});

/** Domains that a mailbox has written to, since when: colleagues' are left out. */
export const WrittenDomainEntity = defineEntity({
  name: 'written_domain',
  properties: {
    mailbox_id: column.id().primary(),
    domain: column.short().primary(),
    created_at: column.instant(),
  },
});
