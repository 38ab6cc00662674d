import type { Database } from '../../platform/database/database.ts';
import type { AuditCheckpointRow, AuditEventRow } from './audit.entity.ts';
import { auditPublicKey } from './audit-signing-key.ts';

/** How much of somebody else's entry is given: nothing, who did what and when, or its facts as well. */
export type Disclosure = 'none' | 'act' | 'facts';

export interface AuditExtractOptions {
  readonly database: Database;
  readonly organisationId: string;
  /** What the entries are about: a message and its recipients. */
  readonly targetIds: readonly string[];
  /** Entries of this account are given whole. */
  readonly accountId: string;
  /** Says of each of others' entries how much of it is given, never the address that it came from; null = none are. */
  readonly others: ((entry: AuditEventRow) => Disclosure) | null;
}

const PAGE = 500;
const base64 = (bytes: Uint8Array | null): string | null => (bytes ? Buffer.from(bytes).toString('base64') : null);

/** Entries in order of their making; a page a query. */
const entriesOf = async ({ database, organisationId, targetIds, accountId, others }: AuditExtractOptions) => {
  const marks = targetIds.map(() => '?').join(', ');
  const own = others ? '' : ' and actor_id = ?';
  const entries: AuditEventRow[] = [];
  for (let after = ''; ; ) {
    const rows = await database.all<AuditEventRow>(
      `select * from audit_event where target_id in (${marks}) and id > ? and organisation_id = ?${own} order by id limit ${PAGE}`,
      ...targetIds,
      after,
      organisationId,
      ...(others ? [] : [accountId]),
    );
    entries.push(...rows);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return entries;
    after = last.id;
  }
};

interface Disclosed {
  readonly row: AuditEventRow;
  readonly disclosure: Disclosure | 'all';
}

const present = ({ row, disclosure }: Disclosed) => {
  const hidden = [
    ...(row.ip !== null && disclosure !== 'all' ? ['ip'] : []),
    ...(disclosure === 'act' ? ['facts'] : []),
  ];
  // With everything else of an entry, its hash would tell an address or facts to whoever tries them all.
  const withheld = hidden.length === 0 ? [] : ['id', ...hidden];
  const given = <Value>(name: string, value: Value): Value | null => (withheld.includes(name) ? null : value);
  return {
    organisation_id: row.organisation_id,
    sequence: row.sequence,
    id: given('id', row.id),
    at: row.at,
    action: row.action,
    actor_kind: row.actor_kind,
    actor_id: row.actor_id,
    target_kind: row.target_kind,
    target_id: row.target_id,
    method: row.method,
    level: row.level,
    ip: given('ip', row.ip),
    facts: given('facts', row.facts),
    previous_hash: base64(row.previous_hash),
    hash: base64(row.hash),
    withheld,
  };
};

/**
 * Entries of the log about some targets, as JSON, with their hashes and the checkpoint that signs the chain after them. What an
 * entry's hash covers is given as it is stored, so that an entry without anything withheld can be checked by itself.
 */
export const auditExtract = async (options: AuditExtractOptions): Promise<object> => {
  const { database, organisationId, accountId, others } = options;
  const entries = (await entriesOf(options)).flatMap((row): Disclosed[] => {
    const disclosure = row.actor_id === accountId ? 'all' : (others?.(row) ?? 'none');
    return disclosure === 'none' ? [] : [{ row, disclosure }];
  });
  const last = entries.findLast(({ row: { sequence } }) => sequence !== null)?.row.sequence ?? null;
  const checkpoint =
    last === null
      ? undefined
      : await database.get<AuditCheckpointRow>(
          'select * from audit_checkpoint where organisation_id = ? and sequence >= ? order by sequence limit 1',
          organisationId,
          last,
        );
  return {
    format: 'sefos-log-extract',
    version: 1,
    organisationId,
    hash: 'sefos/audit-entry/v1',
    entries: entries.map(present),
    publicKey: base64(await auditPublicKey(database)),
    checkpoint: checkpoint
      ? {
          sequence: checkpoint.sequence,
          at: checkpoint.at,
          hash: base64(checkpoint.hash),
          signature: base64(checkpoint.signature),
        }
      : null,
  };
};
