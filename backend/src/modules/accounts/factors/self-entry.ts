import type { AccountActor } from '../../../platform/actor.ts';
import type { Statement } from '../../../platform/database/statements.ts';
import { type AuditEntry, accountActor, audit } from '../../audit/index.ts';

/** The write that logs what somebody did with her own account. */
export const selfEntry = (
  actor: AccountActor,
  action: string,
  now: number,
  facts: NonNullable<AuditEntry['facts']> = {},
): Statement =>
  audit(
    {
      organisationId: actor.organisationId,
      action,
      actor: accountActor(actor),
      target: { kind: 'account', id: actor.accountId },
      facts,
    },
    now,
  );
