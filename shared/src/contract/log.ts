import { type Static, Type } from 'typebox';
import { Cursor, Id, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const tag = 'Log';

/** Whose log: of one's own organisation, for its administrators; or the installation's, for system administrators. */
export const LogScope = literals('organisation', 'installation');
export type LogScope = Static<typeof LogScope>;

/** An account or a mailbox by its address, the beginning of its name (within an organisation) or its id; anything else by its id alone. */
const Subject = Type.String({ minLength: 1, maxLength: 254 });

const filter = {
  scope: Type.Optional(LogScope),
  from: Type.Optional(Instant),
  /** Up to this instant, not with it. */
  to: Type.Optional(Instant),
  action: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,30}\\.[a-z0-9.-]{1,40}$' })),
  actor: Type.Optional(Subject),
  target: Type.Optional(Subject),
  network: Type.Optional(
    Type.String({ minLength: 2, maxLength: 45, pattern: '^[0-9A-Fa-f:.]+$', description: 'An IP address' }),
  ),
};
/** What is looked for in the log; everything when nothing is said. */
export const LogFilter = Type.Object(filter, strict);
export type LogFilter = Static<typeof LogFilter>;
export const LogSearch = Type.Object(
  {
    ...filter,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  strict,
);
export type LogSearch = Static<typeof LogSearch>;
export const LogExport = Type.Object({ ...filter, format: literals('csv', 'json') }, strict);
export type LogExport = Static<typeof LogExport>;

const Party = Type.Object(
  {
    kind: Type.String(),
    id: Nullable(Type.String()),
    name: Nullable(Type.String({ description: 'Of an account or a mailbox that is still there' })),
  },
  strict,
);

/** One entry. Its facts are the product's own words for what was and became; never content, never secrets. */
export const LogEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    action: Type.String(),
    actor: Party,
    target: Nullable(Party),
    method: Nullable(Type.String()),
    level: Nullable(Type.Integer()),
    ip: Nullable(Type.String()),
    facts: Type.Record(Type.String(), Type.Unknown()),
    names: Type.Record(Type.String(), Type.String(), {
      description: 'What the ids in the entry are called: accounts, mailboxes and organisations that are still known',
    }),
    sequence: Nullable(Type.Integer({ description: 'Place in the chain; null = not chained yet' })),
    hash: Nullable(Type.String({ description: 'SHA-256, base64' })),
  },
  strict,
);
export type LogEntry = Static<typeof LogEntry>;

export const LogPage = Type.Object({ rows: Type.Array(LogEntry), nextCursor: Nullable(Type.String()) }, strict);
export type LogPage = Static<typeof LogPage>;

/** How far the log is proved to be as it was written. */
export const LogChain = Type.Object(
  {
    /** Entries in the chain. */
    entries: Type.Integer(),
    /** Entries that the last check went through and that fit, when the newest of them was made, and when they were checked. */
    verifiedEntries: Type.Integer(),
    verifiedTo: Nullable(Instant),
    checkedAt: Nullable(Instant),
    /** Up to here the chain is signed. */
    signedEntries: Type.Integer(),
    /** The first entry that does not fit. */
    fault: Nullable(
      Type.Object({ kind: Type.String(), sequence: Type.Integer(), entryId: Nullable(Type.String()) }, strict),
    ),
  },
  strict,
);
export type LogChain = Static<typeof LogChain>;

const administrators = { tag, access: 'account', own: true, problems: ['not-allowed'] } as const;
const looked = { problems: ['not-allowed', 'names-too-many'] } as const;

export const searchLog = endpoint({
  ...administrators,
  ...looked,
  method: 'POST',
  path: '/log/search',
  byGrant: true,
  status: 200,
  summary: 'A page of the log, newest first; the search itself is logged, with its further pages as one look',
  body: LogSearch,
  response: LogPage,
});
export const exportLog = endpoint({
  ...administrators,
  ...looked,
  method: 'POST',
  path: '/log/export',
  byGrant: true,
  status: 200,
  summary: 'The log as a file, oldest first; JSON has the hashes of the chain, so that others can check it',
  body: LogExport,
  response: Type.Unsafe<AsyncIterable<Uint8Array>>({ type: 'string', description: 'text/csv or application/json' }),
});
export const getLogChain = endpoint({
  ...administrators,
  method: 'GET',
  path: '/log/chain',
  byGrant: true,
  status: 200,
  summary: 'How far the log has been checked',
  query: Type.Object({ scope: Type.Optional(LogScope) }, strict),
  response: LogChain,
});
