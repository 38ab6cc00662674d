import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

const partial = (name: string, on: string) => ({ name, expression: `create index ${name} on ${on}` });

/** A conversation in a function mailbox, as work. */
export const MailboxCaseEntity = defineEntity({
  name: 'mailbox_case',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    conversation_id: column.id(),
    /** The mailbox's copy of the last message that came, and when it came. */
    recipient_id: column.id(),
    last_at: column.instant(),
    /** The last message of the conversation that the mailbox sent. */
    answer_id: column.id().nullable(),
    taken_by: column.id().nullable(),
    /** As she was called when she took it. */
    taken_by_name: column.short().nullable(),
    taken_at: column.instant().nullable(),
    /** `2026-03-02`. */
    due_on: column.short(10).nullable(),
    note_count: column.integer(),
    /** Counts what has happened: the number of the last line of the history. */
    revision: column.integer(),
    opened_at: column.instant(),
    closed_at: column.instant().nullable(),
    deleted_at: column.instant().nullable(),
  },
  indexes: [
    {
      name: 'ux_mailbox_case_conversation',
      expression: 'create unique index ux_mailbox_case_conversation on mailbox_case (mailbox_id, conversation_id)',
    },
    { name: 'ix_mailbox_case_recipient', properties: ['recipient_id'] },
    partial('ix_mailbox_case_holder', 'mailbox_case (taken_by, mailbox_id) where taken_by is not null'),
    partial('ix_mailbox_case_deleted', 'mailbox_case (deleted_at) where deleted_at is not null'),
    partial(
      'ix_mailbox_case_open',
      'mailbox_case (mailbox_id, last_at, id) where closed_at is null and deleted_at is null',
    ),
    partial(
      'ix_mailbox_case_closed',
      'mailbox_case (mailbox_id, last_at, id) where closed_at is not null and deleted_at is null',
    ),
    partial(
      'ix_mailbox_case_open_free',
      'mailbox_case (mailbox_id, last_at, id) where closed_at is null and deleted_at is null and taken_by is null',
    ),
    partial(
      'ix_mailbox_case_closed_free',
      'mailbox_case (mailbox_id, last_at, id) where closed_at is not null and deleted_at is null and taken_by is null',
    ),
    partial(
      'ix_mailbox_case_open_taken',
      'mailbox_case (mailbox_id, taken_by, last_at, id) where closed_at is null and deleted_at is null and taken_by is not null',
    ),
    partial(
      'ix_mailbox_case_closed_taken',
      'mailbox_case (mailbox_id, taken_by, last_at, id) where closed_at is not null and deleted_at is null and taken_by is not null',
    ),
  ],
});
export type CaseRecord = RowOf<typeof MailboxCaseEntity>;

/** A line of a case's history. */
export const CaseEventEntity = defineEntity({
  name: 'case_event',
  properties: {
    case_id: column.id().primary(),
    number: column.integer().primary(),
    kind: column.short(20),
    at: column.instant(),
    /** Null = it came about by itself. */
    account_id: column.id().nullable(),
    /** As she was called then. */
    name: column.short().nullable(),
    /** To whom or from whom; the day that it is due; the id of the tag. */
    about: column.short().nullable(),
  },
});
export type CaseEventRecord = RowOf<typeof CaseEventEntity>;

/** An internal note, sealed under a key of its own. Deleting the row destroys both. */
export const CaseNoteEntity = defineEntity({
  name: 'case_note',
  properties: {
    id: column.id().primary(),
    case_id: column.id(),
    /** The mailbox's organisation, owner of the KEK that wraps the key. */
    organisation_id: column.id(),
    mailbox_id: column.id(),
    account_id: column.id(),
    /** As she was called when she wrote it. */
    name: column.short(),
    key_epoch: column.integer(),
    wrapped_key: column.bytes(),
    body: column.bytes(),
    written_at: column.instant(),
  },
  indexes: [
    { name: 'ix_case_note_case', properties: ['case_id', 'id'] },
    { name: 'ix_case_note_epoch', properties: ['organisation_id', 'key_epoch'] },
  ],
});
export type CaseNoteRecord = RowOf<typeof CaseNoteEntity>;

/** A tag of a function mailbox; its name, which may say much of a person, is sealed as notes are. */
export const CaseTagEntity = defineEntity({
  name: 'case_tag',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    key_epoch: column.integer(),
    wrapped_key: column.bytes(),
    body: column.bytes(),
  },
  indexes: [
    { name: 'ix_case_tag_mailbox', properties: ['mailbox_id', 'id'] },
    { name: 'ix_case_tag_epoch', properties: ['organisation_id', 'key_epoch'] },
  ],
});
export type CaseTagRecord = RowOf<typeof CaseTagEntity>;

/** Which tags are on a case. */
export const TaggedCaseEntity = defineEntity({
  name: 'tagged_case',
  properties: { case_id: column.id().primary(), tag_id: column.id().primary() },
  indexes: [{ name: 'ix_tagged_case_tag', properties: ['tag_id', 'case_id'] }],
});
