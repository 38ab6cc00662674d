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
    /** Set when the server makes it, a copy of this message's attachment for this holder of its key; nobody else adds a byte. */
    carried_message_id: column.id().nullable(),
    carried_attachment_id: column.id().nullable(),
    carried_holder_id: column.id().nullable(),
    /** The delegated or function mailbox that it was begun in and alone may be sent from; null = the owner's own. */
    carried_in: column.id().nullable(),
    /** The original's level: what carries it has at least that. */
    carried_level: column.integer().nullable(),
  },
  indexes: [
    { name: 'ix_attachment_message', properties: ['message_id', 'position'] },
    { name: 'ix_attachment_organisation', properties: ['organisation_id', 'size_bytes'] },
    {
      name: 'ix_attachment_unsent',
      expression: 'create index ix_attachment_unsent on attachment (expires_at) where message_id is null',
    },
    {
      name: 'ix_attachment_unsent_organisation',
      expression:
        'create index ix_attachment_unsent_organisation on attachment (organisation_id) where message_id is null',
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
    /** The delegation or membership that it was asked for under: it opens nothing once that has ended. */
    delegation_id: column.id().nullable(),
  },
  indexes: [{ name: 'ix_download_expires', properties: ['expires_at'] }],
});
export type DownloadRow = RowOf<typeof DownloadEntity>;

/** What a holder has had of an attachment of a message with a limit, by whatever asked for it (download-slots.ts). */
export const DownloadCountEntity = defineEntity({
  name: 'download_count',
  properties: {
    holder_id: column.id().primary(),
    attachment_id: column.id().primary(),
    message_id: column.id(),
    size_bytes: column.big(),
    /** Every change is made from exactly the revision that was read. */
    revision: column.integer(),
    /** Downloads used up. */
    completed: column.integer(),
    /** JSON: [[start, end, times]] of the bytes handed over beyond those. */
    covered: column.text(),
    /** Since the last download was used up. */
    handed_bytes: column.big(),
    /** JSON: what is being handed over, with the end of its lease. */
    under_way: column.text(),
    /** JSON: ids of the downloads that used one up; they give nothing more. */
    finished_by: column.text(),
  },
  indexes: [{ name: 'ix_download_count_message', properties: ['message_id'] }],
});
export type DownloadCountRow = RowOf<typeof DownloadCountEntity>;
