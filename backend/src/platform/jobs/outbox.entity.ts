import { column, defineEntity, type RowOf } from '../database/table.ts';

/** Work that must happen after a commit, written in the same transaction. The payload holds ids, never content. */
export const OutboxEntity = defineEntity({
  name: 'outbox',
  properties: {
    id: column.id().primary(),
    kind: column.short(40),
    payload: column.text(),
    /** Also the claim: a worker moves it forward while it works, so that a killed worker's row comes back. */
    available_at: column.instant(),
    attempts: column.integer(),
    /** Why the last try failed: an error type, nothing secret. */
    last_error: column.short(100).nullable(),
    parked_at: column.instant().nullable(),
    created_at: column.instant(),
  },
  indexes: [
    {
      name: 'ix_outbox_available',
      expression: 'create index ix_outbox_available on outbox (available_at) where parked_at is null',
    },
  ],
});
export type OutboxRow = RowOf<typeof OutboxEntity>;

/** Answers to creating requests by Idempotency-Key, so that a retry gets the same answer and nothing is made twice. */
export const IdempotencyEntity = defineEntity({
  name: 'idempotency',
  properties: {
    /** SHA-256 of caller and key. */
    key_hash: column.bytes().primary(),
    request_hash: column.bytes(),
    status: column.integer(),
    body: column.text(),
    created_at: column.instant(),
  },
  indexes: [{ name: 'ix_idempotency_created', properties: ['created_at'] }],
});
export type IdempotencyRow = RowOf<typeof IdempotencyEntity>;
