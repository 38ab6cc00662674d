import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { type AuditEntry, accountActor, audit } from '../audit/index.ts';
import { INSTALLATION } from '../organisations/index.ts';

/** The writes that log what somebody did to an organisation: in the installation's log, and in its own. */
export const inBothLogs = (
  actor: AccountActor,
  organisationId: string,
  entry: Pick<AuditEntry, 'action' | 'facts'> & { readonly target?: AuditEntry['target'] },
  nowMs: number,
): Statement[] => {
  const target = entry.target ?? { kind: 'organisation', id: organisationId };
  const common = { ...entry, target, actor: accountActor(actor) };
  const facts = { ...entry.facts, organisation: organisationId };
  return [
    audit({ ...common, organisationId: INSTALLATION, facts }, nowMs),
    audit({ ...common, organisationId }, nowMs),
  ];
};
