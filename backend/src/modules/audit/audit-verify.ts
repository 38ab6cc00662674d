import { equalBytes, verifyBytes } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import type { AuditCheckpointRow, AuditEventRow, AuditHeadRow } from './audit.entity.ts';
import { type AuditAnchor, checkpointOf } from './audit-anchors.ts';
import { CHAIN_START, checkpointBytes, entryHash } from './audit-chain.ts';

/**
 * `altered`: a field of the entry was changed. `out-of-order`: it does not follow the entry before it. `missing`: an entry
 * was removed. `tail-missing`: entries at the end were removed. `head-altered`: the
 * stored head is not the chain's end. `checkpoint-mismatch`: the chain was made anew after it was
 * signed. `checkpoint-forged`: the signature is not the key's. `checkpoint-missing`: a signature that the head names is gone.
 * `unsigned`: entries of more than an hour ago have no signature after them, which a running server would have made.
 */
export type AuditFault =
  | 'altered'
  | 'out-of-order'
  | 'missing'
  | 'tail-missing'
  | 'head-altered'
  | 'checkpoint-mismatch'
  | 'checkpoint-forged'
  | 'checkpoint-missing'
  | 'unsigned';

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

/** A place in a chain: everything up to it fits. */
export interface ChainPlace {
  readonly sequence: number;
  readonly hash: Uint8Array;
}

export interface Walk extends ChainPlace {
  /** When the last entry that fits was made; null = none was looked at. */
  readonly at: number | null;
  readonly finding: AuditFinding | null;
  /** There are no more entries after it. */
  readonly ended: boolean;
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

const checkpointsAfter = (database: Database, organisationId: string, sequence: number) =>
  database.all<AuditCheckpointRow>(
    'select * from audit_checkpoint where organisation_id = ? and sequence > ? order by sequence',
    organisationId,
    sequence,
  );

export const headOf = (database: Database, organisationId: string): Promise<AuditHeadRow | undefined> =>
  database.get<AuditHeadRow>('select * from audit_head where organisation_id = ?', organisationId);

interface WalkOptions {
  readonly database: Database;
  readonly organisationId: string;
  readonly publicKey: Uint8Array;
  readonly checkpoints: readonly AuditCheckpointRow[];
  readonly from: ChainPlace;
  /** It stops soon after so many entries. */
  readonly most: number;
}

const walk = async ({ database, organisationId, publicKey, checkpoints, from, most }: WalkOptions): Promise<Walk> => {
  const signed = new Map(checkpoints.map((row) => [row.sequence, row]));
  let { sequence, hash } = from;
  let at: number | null = null;
  // Sequences begin at 1; one below that was put there by hand, and is found because it is not the next.
  let after = sequence === 0 ? Number.MIN_SAFE_INTEGER : sequence;
  for (;;) {
    const rows = await database.all<AuditEventRow>(
      `select * from audit_event where organisation_id = ? and sequence > ? order by sequence limit ${PAGE}`,
      organisationId,
      after,
    );
    for (const row of rows) {
      const expected = sequence + 1;
      const checkpoint = signed.get(expected);
      const fault = check(row, expected, hash) ?? (checkpoint ? checkSigned(row, checkpoint, publicKey) : null);
      if (fault) {
        const entryId = fault === 'missing' ? null : row.id;
        return { sequence, hash, at, finding: { fault, sequence: expected, entryId }, ended: false };
      }
      sequence = expected;
      hash = row.hash ?? hash;
      at = row.at;
    }
    if (rows.length < PAGE) return { sequence, hash, at, finding: null, ended: true };
    if (sequence - from.sequence >= most) return { sequence, hash, at, finding: null, ended: false };
    after = sequence;
  }
};

/** What the end of the chain must agree with: the last checkpoint, and the head as it was before and after the walk. */
const checkEnd = (
  { sequence, hash }: ChainPlace,
  last: AuditCheckpointRow | undefined,
  heads: { readonly before: AuditHeadRow | undefined; readonly after: AuditHeadRow | undefined },
  /** Where the walk began: of what was signed before it, checkpoints were not read. */
  from: number,
): AuditFinding | null => {
  if (Math.max(last?.sequence ?? 0, heads.before?.sequence ?? 0) > sequence)
    return { fault: 'tail-missing', sequence: sequence + 1, entryId: null };
  const isHeadBehind = (heads.after?.sequence ?? 0) < sequence;
  // A sealer at work may have moved the head during the walk; one of the same sequence must have the same hash.
  const isOther = [heads.before, heads.after].some(
    (head) => head && head.sequence === sequence && !equalBytes(head.hash, hash),
  );
  if (isHeadBehind || isOther) return { fault: 'head-altered', sequence, entryId: null };
  const signed = heads.before?.signed_sequence ?? 0;
  return signed > Math.max(last?.sequence ?? 0, from)
    ? { fault: 'checkpoint-missing', sequence: signed, entryId: null }
    : null;
};

/**
 * Reads a stretch of an organisation's log, from a place that fits on, and its end when it comes to it.
 * @param most it stops soon after so many entries
 */
export const walkChain = async (
  database: Database,
  organisationId: string,
  publicKey: Uint8Array,
  from: ChainPlace,
  most: number,
): Promise<Walk> => {
  const checkpoints = await checkpointsAfter(database, organisationId, from.sequence);
  const before = await headOf(database, organisationId);
  const walked = await walk({ database, organisationId, publicKey, checkpoints, from, most });
  if (walked.finding || !walked.ended) return walked;
  const heads = { before, after: await headOf(database, organisationId) };
  return { ...walked, finding: checkEnd(walked, checkpoints.at(-1), heads, from.sequence) };
};

/** What a whole log is measured by, besides itself. */
export interface VerifyOptions {
  /** 32 bytes, from where whoever could change the database could not change it too (printed when it was made). */
  readonly publicKey: Uint8Array;
  /** Checkpoints that were kept elsewhere: the chain must have them. */
  readonly anchors?: readonly AuditAnchor[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

const UNSIGNED_MILLISECONDS = 3_600_000;

/** The first kept checkpoint that the chain does not have. */
const checkAnchors = async (
  database: Database,
  anchors: readonly AuditAnchor[],
  publicKey: Uint8Array,
): Promise<AuditFinding | null> => {
  for (const anchor of anchors.toSorted((a, b) => a.sequence - b.sequence)) {
    const { sequence, organisationId } = anchor;
    const row = await database.get<AuditEventRow>(
      'select * from audit_event where organisation_id = ? and sequence = ?',
      organisationId,
      sequence,
    );
    const fault = row ? checkSigned(row, checkpointOf(anchor), publicKey) : 'tail-missing';
    if (fault) return { fault, sequence, entryId: row?.id ?? null };
  }
  return null;
};

const checkUnsigned = async (
  database: Database,
  organisationId: string,
  signed: number,
  now: number,
): Promise<AuditFinding | null> => {
  const row = await database.get<AuditEventRow>(
    'select * from audit_event where organisation_id = ? and sequence = ? and at <= ?',
    organisationId,
    signed + 1,
    now - UNSIGNED_MILLISECONDS,
  );
  return row ? { fault: 'unsigned', sequence: signed + 1, entryId: row.id } : null;
};

/** Reads an organisation's whole log and finds the first entry that does not fit. */
export const verifyAudit = async (
  database: Database,
  organisationId: string,
  { publicKey, anchors = [], now }: VerifyOptions,
): Promise<AuditVerdict> => {
  const start = { sequence: 0, hash: CHAIN_START };
  const walked = await walkChain(database, organisationId, publicKey, start, Number.POSITIVE_INFINITY);
  const { sequence } = walked;
  const unsealed = await database.get<{ count: number }>(
    'select count(*) as count from audit_event where organisation_id = ? and sequence is null',
    organisationId,
  );
  const signed = await database.get<{ sequence: number | null }>(
    'select max(sequence) as sequence from audit_checkpoint where organisation_id = ? and sequence <= ?',
    organisationId,
    sequence,
  );
  const signedSequence = signed?.sequence ?? 0;
  const own = anchors.filter((anchor) => anchor.organisationId === organisationId);
  const finding =
    walked.finding ??
    (await checkAnchors(database, own, publicKey)) ??
    (await checkUnsigned(database, organisationId, signedSequence, now));
  return {
    ...{ organisationId, finding, signedSequence },
    sealedEntries: finding ? Math.min(sequence, finding.sequence - 1) : sequence,
    unsealedEntries: unsealed?.count ?? 0,
  };
};
