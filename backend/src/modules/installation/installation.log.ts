import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { type AuditEntry, accountActor, audit } from '../audit/index.ts';
import { INSTALLATION } from '../organisations/index.ts';

/** A system administrator as the log of an organisation names her: with her address where it is not her own organisation. */
export const actorIn = (organisationId: string, actor: AccountActor): AuditEntry['actor'] => ({
  ...accountActor(actor),
  ...(actor.organisationId === organisationId ? {} : { supportBy: actor.email }),
});

/** The writes that log what somebody did to an organisation: in the installation's log, and in its own. */
export const inBothLogs = (
  actor: AccountActor,
  organisationId: string,
  entry: Pick<AuditEntry, 'action' | 'facts'> & { readonly target?: AuditEntry['target'] },
  nowMs: number,
): Statement[] => {
  const target = entry.target ?? { kind: 'organisation', id: organisationId };
  const facts = { ...entry.facts, organisation: organisationId };
  return [
    audit({ ...entry, target, facts, organisationId: INSTALLATION, actor: accountActor(actor) }, nowMs),
    audit({ ...entry, target, organisationId, actor: actorIn(organisationId, actor) }, nowMs),
  ];
};
