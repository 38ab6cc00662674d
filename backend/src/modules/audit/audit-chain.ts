import { createHash } from 'node:crypto';
import type { AuditEventRow } from './audit.entity.ts';

/** What the first entry of a chain has as its previous hash: 32 zero bytes. */
export const CHAIN_START = Buffer.alloc(32);

type Value = string | number | Uint8Array | null;

/** One byte 0 for null; else one byte 1, the length in bytes (4, big-endian) and the value: UTF-8, decimal digits, or raw bytes. */
const encode = (value: Value): Buffer => {
  if (value === null) return Buffer.from([0]);
  const bytes = typeof value === 'object' ? Buffer.from(value) : Buffer.from(String(value), 'utf8');
  const head = Buffer.alloc(5);
  head.writeUInt8(1);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};

const encodeAll = (domain: string, values: readonly Value[]): Buffer =>
  Buffer.concat([Buffer.from(`${domain}\0`, 'utf8'), ...values.map(encode)]);

/**
 * Hash of an entry in its chain: SHA-256 over `sefos/audit-entry/v1` NUL and then, each encoded as above and in this order,
 * organisation_id, sequence, id, at, action, actor_kind, actor_id, target_kind, target_id, method, level, ip, facts (the
 * stored text) and previous_hash. Lengths stand before values, so no two entries have the same encoding.
 */
export const entryHash = (entry: AuditEventRow, sequence: number, previousHash: Uint8Array): Buffer =>
  createHash('sha256')
    .update(
      encodeAll('sefos/audit-entry/v1', [
        entry.organisation_id,
        sequence,
        entry.id,
        entry.at,
        entry.action,
        entry.actor_kind,
        entry.actor_id,
        entry.target_kind,
        entry.target_id,
        entry.method,
        entry.level,
        entry.ip,
        entry.facts,
        previousHash,
      ]),
    )
    .digest();

/** The head of a chain at one moment. */
export interface ChainHead {
  readonly organisationId: string;
  readonly sequence: number;
  readonly hash: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The bytes that a checkpoint signs: `sefos/audit-checkpoint/v1` NUL, organisation, sequence, hash and time, encoded alike. */
export const checkpointBytes = (head: ChainHead): Buffer =>
  encodeAll('sefos/audit-checkpoint/v1', [head.organisationId, head.sequence, head.hash, head.at]);
