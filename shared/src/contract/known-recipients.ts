import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, EmailAddress, ExternalMethod, Id, IdParams, Instant, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const tag = 'Address book';

/** Whom somebody may mean. A group has no address: its members are read from it (getContactGroup). */
export const RecipientSuggestion = Type.Object(
  {
    kind: literals('contact', 'group', 'earlier', 'account', 'mailbox'),
    name: Type.String(),
    address: Nullable(Type.String()),
    /** Groups only. */
    groupId: Type.Optional(Id),
    memberCount: Type.Optional(Type.Integer()),
  },
  strict,
);
export type RecipientSuggestion = Static<typeof RecipientSuggestion>;
export const suggestForMessage = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/recipients/suggest',
  tag,
  access: 'account',
  status: 200,
  summary:
    'Whom somebody who writes from a mailbox may mean, at most eight: of its own address book and earlier recipients, of colleagues and function mailboxes of the organisation',
  params: IdParams,
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 100 }) }, strict),
  response: Type.Array(RecipientSuggestion),
});

/**
 * What a mailbox knows of a recipient without an account. `id` names exactly these details and is given back in ExternalStep.known;
 * the number and the personnummer themselves stay on the server. Null: nothing of the two is known.
 */
export const KnownDetails = Type.Object(
  {
    /** What the mailbox calls the recipient; empty where it has no name. */
    name: Type.String(),
    address: Type.String(),
    id: Nullable(Id),
    /** The address book, or what was used before. */
    from: literals('contact', 'earlier'),
    method: Nullable(ExternalMethod),
    language: Nullable(Language),
    maskedPhone: Nullable(Type.String()),
    maskedPersonalNumber: Nullable(Type.String()),
  },
  strict,
);
export type KnownDetails = Static<typeof KnownDetails>;
export const findKnownDetails = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/recipients/known',
  tag,
  access: 'account',
  status: 200,
  summary:
    'What the mailbox knows of recipients that identifies them, masked: of each from its address book first, then from earlier messages',
  params: IdParams,
  body: Type.Object(
    { addresses: Type.Array(EmailAddress, { minItems: 1, maxItems: LIMITS.recipientsPerMessage }) },
    strict,
  ),
  response: Type.Array(KnownDetails),
});

export const RememberedRow = Type.Object(
  {
    address: Type.String(),
    name: Type.String(),
    method: Nullable(ExternalMethod),
    maskedPhone: Nullable(Type.String()),
    maskedPersonalNumber: Nullable(Type.String()),
    usedAt: Instant,
  },
  strict,
);
export type RememberedRow = Static<typeof RememberedRow>;
export const RememberedPage = Type.Object(
  { enabled: Type.Boolean(), rows: Type.Array(RememberedRow), nextCursor: Nullable(Cursor) },
  strict,
);
export type RememberedPage = Static<typeof RememberedPage>;
export const listRemembered = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/remembered-details',
  tag,
  access: 'account',
  status: 200,
  summary: 'Numbers and personnummer that the mailbox remembers of recipients, masked, the latest first',
  params: IdParams,
  query: Type.Object({ cursor: Type.Optional(Cursor) }, strict),
  response: RememberedPage,
  problems: ['not-allowed'],
});
export const forgetRemembered = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/remembered-details/forget',
  tag,
  access: 'account',
  status: 204,
  summary: 'Forget what is remembered of one recipient, or of all (address null)',
  params: IdParams,
  body: Type.Object({ address: Nullable(EmailAddress) }, strict),
  response: null,
  problems: ['not-allowed'],
});
export const saveRemembering = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/remembered-details/setting',
  tag,
  access: 'account',
  status: 204,
  summary:
    'Whether the mailbox remembers; when it does not, what it has is suggested no more and stays until it is forgotten',
  params: IdParams,
  body: Type.Object({ enabled: Type.Boolean() }, strict),
  response: null,
  problems: ['not-allowed'],
});
