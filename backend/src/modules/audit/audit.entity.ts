import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** Append-only. `sequence`, `previous_hash` and `hash` are given by the sealer, in order, after the commit. */
export const AuditEventEntity = defineEntity({
  name: 'audit_event',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    at: column.instant(),
    action: column.short(60),
    actor_kind: column.short(20),
    actor_id: column.short(60).nullable(),
    target_kind: column.short(30).nullable(),
    target_id: column.short(60).nullable(),
    method: column.short(20).nullable(),
    level: column.integer().nullable(),
    ip: column.short(45).nullable(),
    /** JSON of facts; never content. */
    facts: column.text(),
    sequence: column.big().nullable(),
    previous_hash: column.bytes().nullable(),
    hash: column.bytes().nullable(),
  },
  indexes: [
    {
      name: 'ix_audit_event_unsealed',
      expression: 'create index ix_audit_event_unsealed on audit_event (organisation_id, id) where sequence is null',
    },
    { name: 'ix_audit_event_at', properties: ['organisation_id', 'at', 'id'] },
    { name: 'ix_audit_event_action', properties: ['organisation_id', 'action', 'at', 'id'] },
    {
      name: 'ix_audit_event_actor',
      expression:
        'create index ix_audit_event_actor on audit_event (organisation_id, actor_id, at, id) where actor_id is not null',
    },
    {
      name: 'ix_audit_event_ip',
      expression: 'create index ix_audit_event_ip on audit_event (organisation_id, ip, at, id) where ip is not null',
    },
    {
      name: 'ix_audit_event_target',
      expression: 'create index ix_audit_event_target on audit_event (target_id, id) where target_id is not null',
    },
  ],
  uniques: [{ name: 'uq_audit_event_sequence', properties: ['organisation_id', 'sequence'] }],
});
export type AuditEventRow = RowOf<typeof AuditEventEntity>;

/** Signed heads of the chain: what was sealed up to here cannot be rewritten without the signing key. */
export const AuditCheckpointEntity = defineEntity({
  name: 'audit_checkpoint',
  properties: {
    organisation_id: column.id().primary(),
    sequence: column.big().primary(),
    hash: column.bytes(),
    signature: column.bytes(),
    at: column.instant(),
  },
});
export type AuditCheckpointRow = RowOf<typeof AuditCheckpointEntity>;

/** Where the chain of an organisation stands. Its guarded update lets one sealer through at a time. */
export const AuditHeadEntity = defineEntity({
  name: 'audit_head',
  properties: {
    organisation_id: column.id().primary(),
    sequence: column.big(),
    hash: column.bytes(),
    /** The last signed sequence, and when it was signed. */
    signed_sequence: column.big(),
    signed_at: column.instant(),
  },
});
export type AuditHeadRow = RowOf<typeof AuditHeadEntity>;

/** The Ed25519 key that signs checkpoints, made once. Its private half is wrapped under the installation's KEK. */
export const AuditSigningKeyEntity = defineEntity({
  name: 'audit_signing_key',
  properties: {
    id: column.short(20).primary(),
    public_key: column.bytes(),
    wrapped_seed: column.bytes(),
    key_epoch: column.integer(),
    created_at: column.instant(),
  },
});
export type AuditSigningKeyRow = RowOf<typeof AuditSigningKeyEntity>;

/** How far a running server has checked a chain (`ChainCheck`): where it goes on, and what it has found. */
export const AuditCheckEntity = defineEntity({
  name: 'audit_check',
  properties: {
    organisation_id: column.id().primary(),
    /** Where the walk goes on. */
    sequence: column.big(),
    hash: column.bytes(),
    /** When the walk began at the first entry. */
    started_at: column.instant(),
    /** Entries that fit, when the last of them was made, and when they were looked at. */
    verified_sequence: column.big(),
    verified_to: column.instant().nullable(),
    checked_at: column.instant(),
    fault: column.short(20).nullable(),
    fault_sequence: column.big().nullable(),
    fault_entry_id: column.id().nullable(),
  },
});
export type AuditCheckRow = RowOf<typeof AuditCheckEntity>;
