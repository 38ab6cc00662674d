import { Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Id, Instant, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

export const getMailboxes = endpoint({
  method: 'GET',
  path: '/mailboxes',
  tag: 'Mailboxes',
  access: 'account',
  own: true,
  status: 200,
  summary:
    "One's own mailboxes, the function mailboxes that one is a member of, and those that others have delegated to one",
  response: Type.Array(
    Type.Object(
      {
        id: Id,
        kind: literals('personal', 'function'),
        name: Type.String(),
        address: Type.String(),
        unread: Type.Integer(),
        /** Until when somebody else's mailbox is open to one (header `X-Sefos-Mailbox`); null = it is one's own, or a function mailbox. */
        delegatedUntil: Nullable(Instant),
        /** Of a mailbox whose holder is removed: it is there to be read, and refuses everything else. Absent = it is not so. */
        readOnly: Type.Optional(Type.Literal(true)),
        /** Of a function mailbox: one looks after it. Absent = one does not. */
        administered: Type.Optional(Type.Literal(true)),
        /** Of a function mailbox: what it writes to people without an account in, unless somebody chooses another. */
        language: Type.Optional(Language),
      },
      strict,
    ),
  ),
});
export const resolveRecipients = endpoint({
  method: 'POST',
  path: '/recipients/resolve',
  tag: 'Messages',
  access: 'account',
  status: 200,
  summary: 'Where addresses lead; an address that is none is answered as invalid',
  body: Type.Object(
    { addresses: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: LIMITS.recipientsPerMessage }) },
    strict,
  ),
  response: Type.Array(
    Type.Object(
      {
        input: Type.String(),
        address: Nullable(Type.String()),
        kind: literals('internal', 'other-organisation', 'external', 'invalid'),
        name: Nullable(Type.String()),
        organisation: Nullable(Type.String()),
        /** Of one's own organisation: several people read there. */
        functionMailbox: Type.Optional(Type.Literal(true)),
        /** Of a colleague who is away now: until when. */
        absentUntil: Type.Optional(Instant),
        /** The organisation has forbidden the domain: a message to it is refused. */
        forbidden: Type.Optional(Type.Literal(true)),
        /** Nobody in this mailbox has written to the address before. Never of a colleague, nor of a trusted domain. */
        firstTime: Type.Optional(Type.Literal(true)),
        /** The known domain that this one may be mistaken for. Never of a colleague, nor of a trusted domain. */
        resembles: Type.Optional(Type.String()),
      },
      strict,
    ),
  ),
});
export const suggestRecipients = endpoint({
  method: 'GET',
  path: '/recipients/suggest',
  tag: 'Messages',
  access: 'account',
  status: 200,
  summary: 'Colleagues whose name or address begins with `q`, at most eight',
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }) }, strict),
  response: Type.Array(Type.Object({ name: Type.String(), address: Type.String() }, strict)),
});
