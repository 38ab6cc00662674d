import type { AuditCheckpointRow } from './audit.entity.ts';

/** A checkpoint as it is told outside the database: the server's log has it in each line `audit checkpoint`. */
export interface AuditAnchor {
  readonly organisationId: string;
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Hex. */
  readonly hash: string;
  /** Hex. */
  readonly signature: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const anchorOf = ({ organisation_id, sequence, at, hash, signature }: AuditCheckpointRow): AuditAnchor => ({
  ...{ organisationId: organisation_id, sequence, at },
  ...{ hash: hex(hash), signature: hex(signature) },
});

const isAnchor = (value: unknown): value is AuditAnchor => {
  if (typeof value !== 'object' || value === null) return false;
  const { organisationId, sequence, at, hash, signature } = value as Partial<Record<keyof AuditAnchor, unknown>>;
  return (
    typeof organisationId === 'string' &&
    Number.isSafeInteger(sequence) &&
    Number.isSafeInteger(at) &&
    /^[0-9a-f]{64}$/.test(String(hash)) &&
    /^[0-9a-f]{128}$/.test(String(signature))
  );
};

/** The checkpoint in a line of the server's log (JSON with `auditCheckpoint`); null in any other line. */
export const anchorInLine = (line: string): AuditAnchor | null => {
  if (!line.includes('"auditCheckpoint"')) return null;
  try {
    // Collectors put words of their own before the JSON.
    const { auditCheckpoint } = JSON.parse(line.slice(line.indexOf('{'))) as { readonly auditCheckpoint?: unknown };
    return isAnchor(auditCheckpoint) ? auditCheckpoint : null;
  } catch {
    return null;
  }
};

/** As a checkpoint of the database. */
export const checkpointOf = (anchor: AuditAnchor): AuditCheckpointRow => ({
  ...{ organisation_id: anchor.organisationId, sequence: anchor.sequence, at: anchor.at },
  ...{ hash: Buffer.from(anchor.hash, 'hex'), signature: Buffer.from(anchor.signature, 'hex') },
});
