import type { AccountActor } from '../../platform/actor.ts';
import { insert, type Statement } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { AuditEventEntity } from './audit.entity.ts';

/** One entry: who, what, when, from where, how identified; never content. */
export interface AuditEntry {
  readonly organisationId: string;
  /** `message.sent`, `link.opened`, `session.started` … */
  readonly action: string;
  readonly actor: {
    readonly kind: 'account' | 'api-key' | 'link' | 'system' | 'anonymous';
    readonly id?: string;
    readonly ip?: string;
    readonly method?: string;
    readonly level?: number;
    /** The account in whose mailbox a delegate acted. */
    readonly onBehalfOf?: string;
    /** The function mailbox that a member acted in. */
    readonly inMailbox?: string;
    /** The grant by which a system administrator acted inside another organisation. */
    readonly byGrant?: string;
    /** Address of a system administrator in the log of another organisation, which knows no account of hers. */
    readonly supportBy?: string;
  };
  readonly target?: { readonly kind: string; readonly id: string };
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
}

const placeOf = ({ entered }: AccountActor): Pick<AuditEntry['actor'], 'onBehalfOf' | 'inMailbox'> => {
  if (!entered) return {};
  return entered.giverAccountId === null ? { inMailbox: entered.mailboxId } : { onBehalfOf: entered.giverAccountId };
};

/** An account as the log names it, and on whose behalf or in which function mailbox it acted. */
export const accountActor = (actor: AccountActor): AuditEntry['actor'] => ({
  kind: actor.apiKeyId === undefined ? 'account' : 'api-key',
  id: actor.accountId,
  ip: actor.ip,
  method: actor.method,
  level: actor.level,
  ...placeOf(actor),
  ...(actor.grantId === undefined ? {} : { byGrant: actor.grantId, supportBy: actor.email }),
});

/** The write that logs an entry; belongs into the batch of what it tells of, so that neither exists without the other. */
export const audit = (entry: AuditEntry, nowMs: number): Statement =>
  insert(AuditEventEntity, {
    id: newId(nowMs),
    organisation_id: entry.organisationId,
    at: nowMs,
    action: entry.action,
    actor_kind: entry.actor.kind,
    actor_id: entry.actor.id ?? null,
    target_kind: entry.target?.kind ?? null,
    target_id: entry.target?.id ?? null,
    method: entry.actor.method ?? null,
    level: entry.actor.level ?? null,
    ip: entry.actor.ip ?? null,
    facts: JSON.stringify({
      ...entry.facts,
      ...(entry.actor.onBehalfOf ? { onBehalfOf: entry.actor.onBehalfOf } : {}),
      ...(entry.actor.inMailbox ? { inMailbox: entry.actor.inMailbox } : {}),
      ...(entry.actor.byGrant ? { byGrant: entry.actor.byGrant } : {}),
      ...(entry.actor.supportBy ? { supportBy: entry.actor.supportBy } : {}),
    }),
  });
