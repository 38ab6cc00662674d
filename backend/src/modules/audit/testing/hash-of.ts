import { createHash } from 'node:crypto';
import type { AuditEventRow } from '../audit.entity.ts';

/** The hash of an exported entry, made from the description of the format alone. */
export const hashOf = (entry: AuditEventRow, previous: Buffer): Buffer => {
  const values = [
    ...[entry.organisation_id, entry.sequence, entry.id, entry.at, entry.action, entry.actor_kind, entry.actor_id],
    ...[entry.target_kind, entry.target_id, entry.method, entry.level, entry.ip, entry.facts, previous],
  ];
  const hash = createHash('sha256').update('sefos/audit-entry/v1\0');
  for (const value of values) {
    if (value === null) {
      hash.update(Buffer.from([0]));
      continue;
    }
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    const head = Buffer.alloc(5, 1);
    head.writeUInt32BE(bytes.length, 1);
    hash.update(head).update(bytes);
  }
  return hash.digest();
};
