import type { Database } from '../../platform/database/database.ts';
import { auditPublicKey } from './audit-signing-key.ts';
import { type AuditVerdict, verifyAudit } from './audit-verify.ts';

export interface AuditVerifyOptions {
  readonly database: Database;
  readonly print: (line: string) => void;
  /** One organisation alone; all of them when left out. */
  readonly organisationId?: string;
  /** 64 hex digits, kept outside the database; the database's own when left out, which its thief could have replaced. */
  readonly publicKeyHex?: string;
}

const ORGANISATIONS =
  'select organisation_id from audit_head union select organisation_id from audit_checkpoint union select organisation_id from audit_event';

const describe = ({ organisationId, finding, sealedEntries, unsealedEntries, signedSequence }: AuditVerdict): string =>
  finding
    ? `${organisationId}: BROKEN at entry ${finding.sequence} (${finding.fault}${finding.entryId ? `, id ${finding.entryId}` : ''}); ${sealedEntries} entries before it fit`
    : `${organisationId}: intact, ${sealedEntries} entries sealed (signed up to ${signedSequence}), ${unsealedEntries} not sealed yet`;

/** `sefos audit verify`: checks the logs and prints a line for each. Answers the exit code: 0 intact, 1 broken, 2 cannot be checked. */
export const runAuditVerify = async (options: AuditVerifyOptions): Promise<0 | 1 | 2> => {
  const { database, print, organisationId, publicKeyHex } = options;
  const stored = await auditPublicKey(database);
  if (publicKeyHex !== undefined && !/^[0-9a-f]{64}$/i.test(publicKeyHex)) {
    print('The public key must be 64 hex digits.');
    return 2;
  }
  const publicKey = publicKeyHex === undefined ? stored : Buffer.from(publicKeyHex, 'hex');
  if (publicKeyHex === undefined && stored)
    print(`Public key from the database: ${stored.toString('hex')}. Compare it with the one that you keep elsewhere.`);
  const organisations = organisationId
    ? [{ organisation_id: organisationId }]
    : await database.all<{ organisation_id: string }>(ORGANISATIONS);
  let isBroken = false;
  for (const { organisation_id } of organisations) {
    // Without any key there are no checkpoints that could be right: an empty key refuses all of them.
    const verdict = await verifyAudit(database, organisation_id, publicKey ?? Buffer.alloc(0));
    isBroken ||= verdict.finding !== null;
    print(describe(verdict));
  }
  return isBroken ? 1 : 0;
};
