import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Account';

/**
 * What a mailbox answers by itself while its holder is away, or a function mailbox as long as it is on: once to each sender in a
 * period, never to an automatic message.
 */
export const AutoReply = Type.Object(
  {
    enabled: Type.Boolean(),
    /** Without both: until it is switched off, for function mailboxes alone. */
    startsAt: Nullable(Instant),
    /** From this instant on nothing is answered. */
    endsAt: Nullable(Instant),
    /** Which save whoever changes it saw: refused with settings-changed when there is another by now. Absent = whatever it is. */
    revision: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Plain text; blank lines part paragraphs. */
    text: Type.String({ maxLength: LIMITS.autoReplyCharacters }),
  },
  strict,
);
export type AutoReply = Static<typeof AutoReply>;

const Saved = Type.Object(
  {
    enabled: Type.Boolean(),
    startsAt: Nullable(Instant),
    endsAt: Nullable(Instant),
    text: Type.String(),
    /** Counts saves; 0 = never written. */
    revision: Type.Integer(),
  },
  strict,
);
export type SavedAutoReply = Static<typeof Saved>;

export const getAutoReply = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/auto-reply',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary:
    "The automatic reply of one's own mailbox, or of a function mailbox that one is in; off and empty until it is written",
  params: IdParams,
  response: Saved,
});
export const saveAutoReply = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/auto-reply',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary:
    "Write the automatic reply of one's own mailbox, or of a function mailbox that one looks after; another period answers every sender anew",
  params: IdParams,
  body: AutoReply,
  response: Saved,
  problems: ['not-allowed', 'settings-changed', 'auto-reply-empty', 'auto-reply-period-invalid'],
});
