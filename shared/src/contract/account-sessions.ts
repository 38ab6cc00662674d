import { type Static, Type } from 'typebox';
import { AccountName } from './accounts.ts';
import { Id, IdParams, Instant, Level, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const own = { tag: 'Account', access: 'account', own: true } as const;

const OwnSession = Type.Object(
  {
    id: Id,
    current: Type.Boolean(),
    host: Type.Union([Type.Literal('web'), Type.Literal('teams'), Type.Literal('outlook')]),
    /** Browser and system, as they say themselves; null when not known. */
    device: Nullable(Type.String()),
    /** Address that it was used from last. */
    ip: Nullable(Type.String()),
    method: Type.String(),
    level: Level,
    createdAt: Instant,
    seenAt: Instant,
  },
  strict,
);
export type OwnSession = Static<typeof OwnSession>;

export const listOwnSessions = endpoint({
  ...own,
  method: 'GET',
  path: '/account/sessions',
  status: 200,
  summary: 'Where one is signed in, last used first',
  response: Type.Object({ sessions: Type.Array(OwnSession) }, strict),
});
export const endOwnSession = endpoint({
  ...own,
  method: 'DELETE',
  path: '/account/sessions/:id',
  status: 204,
  summary: 'Sign out one session',
  params: IdParams,
  response: null,
  problems: ['not-found'],
});
export const endOtherSessions = endpoint({
  ...own,
  method: 'DELETE',
  path: '/account/sessions',
  status: 204,
  summary: 'Sign out every session but this one',
  response: null,
});

/** `POST` answers a zip with JSON of everything that is kept about the caller herself: a stream, mounted beside the endpoints. */
export const ACCOUNT_DATA_PATH = '/account/data';

/** What somebody calls herself. */
export const OwnName = Type.Object({ displayName: AccountName }, strict);
export type OwnName = Static<typeof OwnName>;

export const changeOwnName = endpoint({
  ...own,
  method: 'PUT',
  path: '/account/name',
  status: 200,
  summary:
    "Change one's own name, unless a directory keeps it; what was sent before keeps the name that it was sent with",
  body: OwnName,
  response: OwnName,
  problems: ['name-from-directory', 'settings-changed'],
});
