export { type AuditEntry, audit } from './audit.events.ts';
