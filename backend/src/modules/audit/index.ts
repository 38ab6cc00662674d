export type { AuditEventRow } from './audit.entity.ts';
export { type AuditEntry, accountActor, audit } from './audit.events.ts';
export { type AuditExtractOptions, auditExtract, type Disclosure } from './audit-extract.ts';
export { AuditSealer, type AuditSealerOptions } from './audit-sealer.ts';
export { type AuditKeyWrapper, auditPublicKey } from './audit-signing-key.ts';
export { type AuditVerifyOptions, runAuditVerify } from './audit-verify.command.ts';
export { type AuditFault, type AuditFinding, type AuditVerdict, verifyAudit } from './audit-verify.ts';
