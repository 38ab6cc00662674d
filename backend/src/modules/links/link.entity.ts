import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** How one recipient without an account reaches one message. `id` is the recipient's id. */
export const ExternalLinkEntity = defineEntity({
  name: 'external_link',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    message_id: column.id(),
    token_hash: column.bytes(),
    /** Normalised e-mail address of the recipient. */
    address: column.short(),
    method: column.short(10),
    language: column.short(2),
    /** Sealed under the message key, so that they go with it. */
    phone_sealed: column.bytes().nullable(),
    open_text_sealed: column.bytes().nullable(),
    /** Blind index (organisation's index key) of the personnummer that must identify itself. */
    personal_number_index: column.bytes().nullable(),
    /** Blind index of the number: what sends are counted by. */
    phone_index: column.bytes().nullable(),
    expires_at: column.instant(),
    failed_tries: column.integer(),
    locked_until: column.instant().nullable(),
    /** The same for sessions that came in through the message's shared link: what others do there does not lock her own link. */
    shared_failed_tries: column.integer().default(0),
    shared_locked_until: column.instant().nullable(),
    /** The `expires_at` that the reader has been reminded of, or need not be; another one is reminded of anew. */
    reminder_settled_for: column.instant().nullable(),
    /** When its end by date was told; null again once it is extended. */
    expired_at: column.instant().nullable(),
    revoked_at: column.instant().nullable(),
    created_at: column.instant(),
  },
  indexes: [
    {
      name: 'ix_external_link_ended',
      expression: 'create index ix_external_link_ended on external_link (expires_at) where revoked_at is null',
    },
    { name: 'ix_external_link_message', properties: ['message_id'] },
    { name: 'ix_external_link_expires', properties: ['expires_at'] },
    {
      name: 'ix_external_link_reminder',
      expression:
        'create index ix_external_link_reminder on external_link (organisation_id, expires_at) where revoked_at is null and coalesce(reminder_settled_for, 0) <> expires_at',
    },
  ],
});
export type ExternalLinkRow = RowOf<typeof ExternalLinkEntity>;

/** The session of somebody who followed a link; it opens this one link and nothing else. */
export const LinkSessionEntity = defineEntity({
  name: 'link_session',
  properties: {
    id: column.id().primary(),
    link_id: column.id(),
    token_hash: column.bytes().unique(),
    csrf_token: column.short(64),
    /** `personal` or `shared`: which link the session came in by. */
    way: column.short(10).default('personal'),
    address_confirmed_at: column.instant().nullable(),
    identified_at: column.instant().nullable(),
    method: column.short(10).nullable(),
    created_at: column.instant(),
    seen_at: column.instant(),
    expires_at: column.instant(),
    revoked_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_link_session_link', properties: ['link_id'] },
    { name: 'ix_link_session_expires', properties: ['expires_at'] },
  ],
});
export type LinkSessionRow = RowOf<typeof LinkSessionEntity>;

/** The one link of a mail that the sender's own mail program sends to everybody; leads each reader to her own link. */
export const SharedLinkEntity = defineEntity({
  name: 'shared_link',
  properties: {
    /** The message's id. */
    id: column.id().primary(),
    organisation_id: column.id(),
    token_hash: column.bytes(),
    expires_at: column.instant(),
    failed_tries: column.integer(),
    locked_until: column.instant().nullable(),
    created_at: column.instant(),
  },
  indexes: [{ name: 'ix_shared_link_expires', properties: ['expires_at'] }],
});
export type SharedLinkRow = RowOf<typeof SharedLinkEntity>;
