import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** A file from its first byte uploaded to its deletion. Its bytes are blobs; its name and type are sealed. */
export const AttachmentEntity = defineEntity({
  name: 'attachment',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    /** `account` or `link`: who uploads, and alone may go on. */
    owner_kind: column.short(10),
    owner_id: column.id(),
    /** The attachment key, wrapped by the KEK; null once a message's key seals it (in `sealed_manifest`). */
    wrapped_key: column.bytes().nullable(),
    key_epoch: column.integer(),
    /** `{name, contentType}` sealed under the attachment key. */
    sealed_name: column.bytes(),
    size_bytes: column.big(),
    /** Durable plaintext bytes so far. */
    offset_bytes: column.big(),
    /** JSON: [{blob, sizeBytes, sealedBytes}] in order; names are random, sizes are known to storage anyway. */
    parts: column.text(),
    message_id: column.id().nullable(),
    position: column.integer().nullable(),
    /** Attachment key, name, type and parts, sealed under the message key. */
    sealed_manifest: column.bytes().nullable(),
    created_at: column.instant(),
    /** When the last byte became durable. */
    completed_at: column.instant().nullable(),
    /** Unsent uploads are swept after this, unless something holds them. */
    expires_at: column.instant(),
    /** What keeps an unsent upload beyond that and takes it along when it goes: a draft's id. */
    held_by: column.id().nullable(),
  },
  indexes: [
    { name: 'ix_attachment_message', properties: ['message_id', 'position'] },
    {
      name: 'ix_attachment_unsent',
      expression: 'create index ix_attachment_unsent on attachment (expires_at) where message_id is null',
    },
    {
      name: 'ix_attachment_held',
      expression: 'create index ix_attachment_held on attachment (held_by) where held_by is not null',
    },
    {
      name: 'ix_attachment_owner',
      expression: 'create index ix_attachment_owner on attachment (owner_id) where message_id is null',
    },
  ],
});
export type AttachmentRow = RowOf<typeof AttachmentEntity>;

/** A download that a session asked for; it ends with the session or at `expires_at`. */
export const DownloadEntity = defineEntity({
  name: 'download',
  properties: {
    id: column.id().primary(),
    /** Session or link session that asked. */
    session_id: column.id(),
    message_id: column.id(),
    /** Holder of the key row that opens it: a recipient's id, or the message's id for its sender. */
    holder_id: column.id(),
    /** Null = everything as a zip. */
    attachment_id: column.id().nullable(),
    created_at: column.instant(),
    expires_at: column.instant(),
    /** Bearer sessions: SHA-256 of the ticket that a form posts to fetch it, once. */
    ticket_hash: column.bytes().nullable(),
    ticket_used_at: column.instant().nullable(),
    /** The account that the whole message is exported for; null = its attachments alone. */
    export_account_id: column.id().nullable(),
    /** The delegation that it was asked for under: it opens nothing once that has ended. */
    delegation_id: column.id().nullable(),
  },
  indexes: [{ name: 'ix_download_expires', properties: ['expires_at'] }],
});
export type DownloadRow = RowOf<typeof DownloadEntity>;

/**
 * One of the n times that a holder may download an attachment of a message with a limit: there are no rows beyond n, so that
 * nobody gets more, however many ask at once.
 */
export const DownloadSlotEntity = defineEntity({
  name: 'download_slot',
  properties: {
    holder_id: column.id().primary(),
    attachment_id: column.id().primary(),
    /** 1 to n. */
    slot: column.integer().primary(),
    message_id: column.id(),
    /** The download that has it. */
    download_id: column.id(),
    /** Nobody else gets it before this; a download under way moves it on, one that broke off ends it. */
    lease_until: column.instant(),
    /** JSON: [[start, end]] of the bytes handed over by this download, end exclusive. */
    covered: column.text(),
    /** By all downloads that have had the slot. */
    handed_bytes: column.big(),
    /** When the last byte was handed over: from then on the slot is used up. */
    completed_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_download_slot_message', properties: ['message_id'] },
    { name: 'ix_download_slot_download', properties: ['download_id'] },
  ],
});
export type DownloadSlotRow = RowOf<typeof DownloadSlotEntity>;
