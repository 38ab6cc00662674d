import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { EmailAddress, Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

/**
 * Says by which grant a system administrator acts inside an organisation: the grant's id. Only operations with `byGrant` take it.
 * Answered with grant-ended when there is none, or no longer.
 */
export const GRANT_HEADER = 'x-sefos-grant';

const tag = 'Access for support';

/** That a system administrator may act inside an organisation for a while. */
export const SupportGrant = Type.Object(
  {
    id: Id,
    /** The system administrator's. */
    email: Type.String(),
    reason: Type.String(),
    createdAt: Instant,
    expiresAt: Instant,
    /** First; null = not yet. */
    usedAt: Nullable(Instant),
    /** Before its time. */
    endedAt: Nullable(Instant),
  },
  strict,
);
export type SupportGrant = Static<typeof SupportGrant>;

export const GiveSupportGrant = Type.Object(
  {
    email: EmailAddress,
    hours: Type.Integer({ minimum: 1, maximum: LIMITS.supportHours }),
    reason: Type.String({ minLength: 1, maxLength: LIMITS.supportReasonCharacters, pattern: '\\S' }),
  },
  strict,
);
export type GiveSupportGrant = Static<typeof GiveSupportGrant>;

/** A grant that the caller has and that still holds. */
export const OwnSupportGrant = Type.Object(
  {
    id: Id,
    organisation: Type.Object({ id: Id, name: Type.String() }, strict),
    reason: Type.String(),
    expiresAt: Instant,
  },
  strict,
);
export type OwnSupportGrant = Static<typeof OwnSupportGrant>;

const account = { tag, access: 'account', own: true } as const;

export const listSupportGrants = endpoint({
  ...account,
  method: 'GET',
  path: '/organisation/support-grants',
  status: 200,
  summary: "Whom one's own organisation has let in during the last 90 days, newest first; for its administrators",
  response: Type.Array(SupportGrant),
  problems: ['not-allowed'],
});
export const giveSupportGrant = endpoint({
  ...account,
  method: 'POST',
  path: '/organisation/support-grants',
  status: 201,
  idempotent: true,
  summary: 'Let a system administrator act inside the organisation for some hours',
  body: GiveSupportGrant,
  response: SupportGrant,
  problems: ['not-allowed', 'grant-person', 'grant-exists', 'too-many-requests'],
});
export const endSupportGrant = endpoint({
  ...account,
  method: 'POST',
  path: '/organisation/support-grants/:id/end',
  status: 204,
  summary: 'End a grant at once',
  params: IdParams,
  response: null,
  problems: ['not-allowed', 'not-found'],
});
export const listOwnSupportGrants = endpoint({
  ...account,
  method: 'GET',
  path: '/installation/grants',
  status: 200,
  summary: 'Organisations that have let the caller in; for system administrators',
  response: Type.Array(OwnSupportGrant),
  problems: ['not-allowed', 'step-up-required'],
});
export const endOwnSupportGrant = endpoint({
  ...account,
  method: 'POST',
  path: '/installation/grants/:id/end',
  status: 204,
  summary: 'Give a grant back at once',
  params: IdParams,
  response: null,
  problems: ['not-allowed', 'step-up-required', 'not-found'],
});
