import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** Somebody's access to somebody else's mailbox, for a time. Rows stay: they tell who could read what, and when. */
export const DelegationEntity = defineEntity({
  name: 'delegation',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    giver_account_id: column.id(),
    delegate_account_id: column.id(),
    starts_at: column.instant(),
    /** From this instant on it is over. */
    ends_at: column.instant(),
    /** Whether messages from before `starts_at` are there for the delegate. */
    older_messages: column.flag(),
    /** Handed over by an administrator when the giver's account was removed: to read, and nothing more. */
    read_only: column.flag().default(0),
    created_at: column.instant(),
    /** When the giver took it back or the delegate declined it. */
    ended_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_delegation_mailbox', properties: ['mailbox_id', 'ends_at'] },
    { name: 'ix_delegation_delegate', properties: ['delegate_account_id', 'ends_at'] },
  ],
});
export type DelegationRecord = RowOf<typeof DelegationEntity>;
