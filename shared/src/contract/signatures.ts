import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { IdParams, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Account';

/** What a mailbox signs with; HTML of the editor, sanitised at the door as a message's. */
export const Signature = Type.Object(
  {
    /** Off: it is kept, and put into nothing. */
    enabled: Type.Boolean(),
    bodyHtml: Type.String({ maxLength: LIMITS.signatureHtmlCharacters }),
  },
  strict,
);
export type Signature = Static<typeof Signature>;

export const getSignature = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/signature',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary:
    "The signature of one's own mailbox, or of a function mailbox that one is in; off and empty until it is written",
  params: IdParams,
  response: Type.Object({ enabled: Type.Boolean(), bodyHtml: Type.String() }, strict),
});
export const saveSignature = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/signature',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary:
    "Write the signature of one's own mailbox, or of a function mailbox that one looks after; answers it as it is kept",
  params: IdParams,
  body: Signature,
  response: Type.Object({ enabled: Type.Boolean(), bodyHtml: Type.String() }, strict),
  problems: ['not-allowed', 'body-too-large'],
});
