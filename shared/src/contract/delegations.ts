import { type Static, Type } from 'typebox';
import { EmailAddress, Id, IdParams, Instant, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Account';

/**
 * Says in which mailbox a call is made: the id of one that somebody has delegated to the caller, or of a function mailbox that she
 * is a member of. Left out: in one's own. Answered with delegation-ended when she may not, or no longer.
 */
export const MAILBOX_HEADER = 'x-sefos-mailbox';

const Colleague = Type.Object({ name: Type.String(), address: Type.String() }, strict);

/** Access to one's mailbox for a colleague, for a time. Ends by itself at `endsAt`. */
export const DelegationView = Type.Object(
  {
    id: Id,
    giver: Colleague,
    delegate: Colleague,
    startsAt: Instant,
    endsAt: Instant,
    /** False: only what came or was sent from `startsAt` on. */
    olderMessages: Type.Boolean(),
  },
  strict,
);
export type DelegationView = Static<typeof DelegationView>;

export const GiveDelegation = Type.Object(
  { address: EmailAddress, startsAt: Instant, endsAt: Instant, olderMessages: Type.Boolean() },
  strict,
);
export type GiveDelegation = Static<typeof GiveDelegation>;

export const listDelegations = endpoint({
  method: 'GET',
  path: '/delegations',
  tag,
  access: 'account',
  status: 200,
  summary: 'Delegations that have not ended: given by oneself, and received from others',
  response: Type.Object({ given: Type.Array(DelegationView), received: Type.Array(DelegationView) }, strict),
});
export const giveDelegation = endpoint({
  method: 'POST',
  path: '/delegations',
  tag,
  access: 'account',
  status: 201,
  summary: "Let a colleague of one's organisation into one's own mailbox, for a time; a delegate may not pass it on",
  body: GiveDelegation,
  response: DelegationView,
  problems: [
    'not-allowed',
    'confirmation-required',
    'delegate-invalid',
    'delegation-period-invalid',
    'delegation-exists',
    'delegations-too-many',
  ],
});
export const endDelegation = endpoint({
  method: 'DELETE',
  path: '/delegations/:id',
  tag,
  access: 'account',
  status: 204,
  summary: 'End a delegation now: its giver takes it back, or its receiver declines it',
  params: IdParams,
  response: null,
  problems: ['not-allowed'],
});
