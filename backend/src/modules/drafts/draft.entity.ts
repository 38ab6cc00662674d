import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** What is being written, sealed under a key of its own that is made anew with every save. Deleting the row destroys both. */
export const DraftEntity = defineEntity({
  name: 'draft',
  properties: {
    /** Made by the client. */
    id: column.id().primary(),
    /** The mailbox's organisation, owner of the KEK that wraps the key. */
    organisation_id: column.id(),
    mailbox_id: column.id(),
    /** The delegate who writes it; null = the mailbox's holder. Neither sees the other's. */
    delegate_account_id: column.id().nullable(),
    /** Counts saves: whoever saves says which one she last saw. */
    revision: column.integer(),
    key_epoch: column.integer(),
    wrapped_key: column.bytes(),
    /** What a row of the list shows. */
    headline: column.bytes(),
    /** Everything but the body. */
    fields: column.bytes(),
    body: column.bytes(),
    /** Since when it waits for what identifies its recipients, to be sent then; null = it does not. */
    waiting_since: column.instant().nullable(),
    created_at: column.instant(),
    saved_at: column.instant(),
  },
  indexes: [
    { name: 'ix_draft_mailbox', properties: ['mailbox_id', 'saved_at', 'id'] },
    { name: 'ix_draft_saved', properties: ['organisation_id', 'saved_at'] },
  ],
});
export type DraftRecord = RowOf<typeof DraftEntity>;

/** A draft, ours or a mail program's, that has become a message: the same draft is sent once, from whichever page or device. */
export const DraftClaimEntity = defineEntity({
  name: 'draft_claim',
  properties: {
    mailbox_id: column.id().primary(),
    /** The draft's id, or hex SHA-256 of the mail program's id of it. */
    draft_key: column.short(64).primary(),
    message_id: column.id(),
    created_at: column.instant(),
  },
});
