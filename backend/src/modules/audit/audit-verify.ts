import { equalBytes, verifyBytes } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import type { AuditCheckpointRow, AuditEventRow, AuditHeadRow } from './audit.entity.ts';
import { CHAIN_START, checkpointBytes, entryHash } from './audit-chain.ts';

/**
 * `altered`: a field of the entry was changed. `out-of-order`: it does not follow the entry before it. `missing`: an entry
 * was removed. `tail-missing`: entries at the end were removed. `head-altered`: the
 * stored head is not the chain's end. `checkpoint-mismatch`: the chain was made anew after it was
 * signed. `checkpoint-forged`: the signature is not the key's.
 */
export type AuditFault =
  | 'altered'
  | 'out-of-order'
  | 'missing'
  | 'tail-missing'
  | 'head-altered'
  | 'checkpoint-mismatch'
  | 'checkpoint-forged';

/** The first entry that does not fit. */
export interface AuditFinding {
  readonly fault: AuditFault;
  readonly sequence: number;
  readonly entryId: string | null;
}

export interface AuditVerdict {
  readonly organisationId: string;
  readonly finding: AuditFinding | null;
  /** Entries that fit, before the finding if there is one. */
  readonly sealedEntries: number;
  /** Entries that the sealer has not reached: nothing is proved of them yet. */
  readonly unsealedEntries: number;
  /** Up to here the log is proved by a signature; later entries by the chain alone. */
  readonly signedSequence: number;
}

interface Walk {
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly finding: AuditFinding | null;
}

const PAGE = 1_000;

const check = (row: AuditEventRow, sequence: number, previous: Uint8Array): AuditFault | null => {
  if (row.sequence !== sequence) return 'missing';
  if (!row.previous_hash || !equalBytes(row.previous_hash, previous)) return 'out-of-order';
  return row.hash && equalBytes(row.hash, entryHash(row, sequence, previous)) ? null : 'altered';
};

const checkSigned = (row: AuditEventRow, checkpoint: AuditCheckpointRow, publicKey: Uint8Array): AuditFault | null => {
  const { organisation_id: organisationId, sequence, hash, at } = checkpoint;
  if (!verifyBytes(publicKey, checkpointBytes({ organisationId, sequence, hash, at }), checkpoint.signature))
    return 'checkpoint-forged';
  return row.hash && equalBytes(row.hash, hash) ? null : 'checkpoint-mismatch';
};

const walk = async (
  database: Database,
  organisationId: string,
  checkpoints: ReadonlyMap<number, AuditCheckpointRow>,
  publicKey: Uint8Array,
): Promise<Walk> => {
  let sequence = 0;
  let hash: Uint8Array = CHAIN_START;
  // Sequences begin at 1; one below that was put there by hand, and is found because it is not the next.
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await database.all<AuditEventRow>(
      `select * from audit_event where organisation_id = ? and sequence > ? order by sequence limit ${PAGE}`,
      organisationId,
      after,
    );
    for (const row of rows) {
      const expected = sequence + 1;
      const checkpoint = checkpoints.get(expected);
      const fault = check(row, expected, hash) ?? (checkpoint ? checkSigned(row, checkpoint, publicKey) : null);
      if (fault)
        return { sequence, hash, finding: { fault, sequence: expected, entryId: fault === 'missing' ? null : row.id } };
      sequence = expected;
      hash = row.hash ?? hash;
    }
    if (rows.length < PAGE) return { sequence, hash, finding: null };
    after = sequence;
  }
};

/** What the end of the chain must agree with: the last checkpoint, and the head as it was before and after the walk. */
const checkEnd = (
  { sequence, hash }: Walk,
  last: AuditCheckpointRow | undefined,
  heads: { readonly before: AuditHeadRow | undefined; readonly after: AuditHeadRow | undefined },
): AuditFinding | null => {
  if (Math.max(last?.sequence ?? 0, heads.before?.sequence ?? 0) > sequence)
    return { fault: 'tail-missing', sequence: sequence + 1, entryId: null };
  const isHeadBehind = (heads.after?.sequence ?? 0) < sequence;
  // A sealer at work may have moved the head during the walk; one of the same sequence must have the same hash.
  const isOther = [heads.before, heads.after].some(
    (head) => head && head.sequence === sequence && !equalBytes(head.hash, hash),
  );
  return isHeadBehind || isOther ? { fault: 'head-altered', sequence, entryId: null } : null;
};

/**
 * Reads an organisation's whole log and finds the first entry that does not fit.
 * @param publicKey 32 bytes, from where whoever could change the database could not change it too (printed when it was made)
 */
export const verifyAudit = async (
  database: Database,
  organisationId: string,
  publicKey: Uint8Array,
): Promise<AuditVerdict> => {
  const checkpoints = await database.all<AuditCheckpointRow>(
    'select * from audit_checkpoint where organisation_id = ? order by sequence',
    organisationId,
  );
  const last = checkpoints.at(-1);
  const readHead = () =>
    database.get<AuditHeadRow>('select * from audit_head where organisation_id = ?', organisationId);
  const before = await readHead();
  const walked = await walk(
    database,
    organisationId,
    new Map(checkpoints.map((row) => [row.sequence, row])),
    publicKey,
  );
  const unsealed = await database.get<{ count: number }>(
    'select count(*) as count from audit_event where organisation_id = ? and sequence is null',
    organisationId,
  );
  const finding = walked.finding ?? checkEnd(walked, last, { before, after: await readHead() });
  const signed = checkpoints.filter(({ sequence }) => sequence <= walked.sequence).at(-1);
  return {
    organisationId,
    finding,
    sealedEntries: walked.sequence,
    unsealedEntries: unsealed?.count ?? 0,
    signedSequence: signed?.sequence ?? 0,
  };
};
