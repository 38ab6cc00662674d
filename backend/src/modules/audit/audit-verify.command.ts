import type { Database } from '../../platform/database/database.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { type AuditAnchor, anchorInLine } from './audit-anchors.ts';
import { auditPublicKey } from './audit-signing-key.ts';
import { type AuditVerdict, verifyAudit } from './audit-verify.ts';

export interface AuditVerifyOptions {
  readonly database: Database;
  readonly print: (line: string) => void;
  /** One organisation alone; all of them when left out. */
  readonly organisationId?: string;
  /** 64 hex digits, kept outside the database; the database's own when left out, which its thief could have replaced. */
  readonly publicKeyHex?: string;
  /** Lines of the server's log from anywhere, as long as its checkpoints are among them. */
  readonly anchorLines?: AsyncIterable<string> | Iterable<string>;
  readonly clock: Clock;
}

const ORGANISATIONS =
  'select organisation_id from audit_head union select organisation_id from audit_checkpoint union select organisation_id from audit_event';

const describe = ({ organisationId, finding, sealedEntries, unsealedEntries, signedSequence }: AuditVerdict): string =>
  finding
    ? `${organisationId}: BROKEN at entry ${finding.sequence} (${finding.fault}${finding.entryId ? `, id ${finding.entryId}` : ''}); ${sealedEntries} entries before it fit`
    : `${organisationId}: intact, ${sealedEntries} entries sealed (signed up to ${signedSequence}), ${unsealedEntries} not sealed yet`;

const readAnchors = async (lines: AsyncIterable<string> | Iterable<string>): Promise<AuditAnchor[]> => {
  const anchors: AuditAnchor[] = [];
  for await (const line of lines) {
    const anchor = anchorInLine(line);
    if (anchor) anchors.push(anchor);
  }
  return anchors;
};

/** `sefos audit verify`: checks the logs and prints a line for each. Answers the exit code: 0 intact, 1 broken, 2 cannot be checked. */
export const runAuditVerify = async (options: AuditVerifyOptions): Promise<0 | 1 | 2> => {
  const { database, print, organisationId, publicKeyHex, anchorLines, clock } = options;
  const stored = await auditPublicKey(database);
  if (publicKeyHex !== undefined && !/^[0-9a-f]{64}$/i.test(publicKeyHex)) {
    print('The public key must be 64 hex digits.');
    return 2;
  }
  const publicKey = publicKeyHex === undefined ? stored : Buffer.from(publicKeyHex, 'hex');
  if (publicKeyHex === undefined && stored)
    print(`Public key from the database: ${stored.toString('hex')}. Compare it with the one that you keep elsewhere.`);
  const anchors = await readAnchors(anchorLines ?? []);
  if (anchorLines && anchors.length === 0) {
    print('There is no checkpoint in the file: give a log of the server, with its lines "audit checkpoint".');
    return 2;
  }
  const known = await database.all<{ organisation_id: string }>(ORGANISATIONS);
  // An organisation whose log is gone as a whole is known from what was kept elsewhere.
  const all = new Set([...known.map((row) => row.organisation_id), ...anchors.map((anchor) => anchor.organisationId)]);
  let isBroken = false;
  for (const id of organisationId ? [organisationId] : all) {
    // Without any key there are no checkpoints that could be right: an empty key refuses all of them.
    const against = { publicKey: publicKey ?? Buffer.alloc(0), anchors, now: clock.now().getTime() };
    const verdict = await verifyAudit(database, id, against);
    isBroken ||= verdict.finding !== null;
    print(describe(verdict));
  }
  return isBroken ? 1 : 0;
};
