import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** What a mailbox says by itself: its signature or its automatic reply, sealed under a key that is made anew with every save. */
export const MailboxTextEntity = defineEntity({
  name: 'mailbox_text',
  properties: {
    id: column.id().primary(),
    /** The mailbox's organisation, owner of the KEK that wraps the key. */
    organisation_id: column.id(),
    mailbox_id: column.id(),
    kind: column.short(20),
    enabled: column.flag(),
    /** Of an automatic reply: from when, and until before when. */
    starts_at: column.instant().nullable(),
    ends_at: column.instant().nullable(),
    /** Of an automatic reply: made anew with its period; each sender is answered once in one. */
    period_id: column.id().nullable(),
    /** Counts saves. */
    revision: column.integer(),
    key_epoch: column.integer(),
    wrapped_key: column.bytes(),
    body: column.bytes(),
    saved_at: column.instant(),
  },
  indexes: [
    {
      name: 'ux_mailbox_text_mailbox',
      expression: 'create unique index ux_mailbox_text_mailbox on mailbox_text (mailbox_id, kind)',
    },
    { name: 'ix_mailbox_text_epoch', properties: ['organisation_id', 'key_epoch'] },
  ],
});
/** Whom an automatic reply has answered: one row a sender and period. */
export const AutoReplyAnswerEntity = defineEntity({
  name: 'auto_reply_answer',
  properties: {
    period_id: column.id().primary(),
    sender_mailbox_id: column.id().primary(),
    mailbox_id: column.id(),
    answered_at: column.instant(),
  },
  indexes: [{ name: 'ix_auto_reply_answer_mailbox', properties: ['mailbox_id'] }],
});

export type MailboxTextRecord = RowOf<typeof MailboxTextEntity>;
