import { type Static, Type } from 'typebox';
import { Cursor, Id, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'A day in Swedish time' });
const Count = Type.Integer();

const period = { from: Day, to: Day };
/** From the beginning of one day to the end of another; at most ten years. */
export const StatisticsPeriod = Type.Object(period, strict);
export type StatisticsPeriod = Static<typeof StatisticsPeriod>;

const Counted = Type.Object({ kind: Type.String(), count: Count }, strict);
/** How many there were at the beginning, came and went, and are at the end. */
export const Standing = Type.Object({ opening: Count, added: Count, removed: Count, closing: Count }, strict);
export type Standing = Static<typeof Standing>;
export const MessageCount = Type.Object({ kind: Type.String(), sent: Count, received: Count, total: Count }, strict);
export type MessageCount = Static<typeof MessageCount>;

export const OrganisationStatistics = Type.Object(
  {
    signIns: Type.Array(Counted),
    identifications: Type.Array(Counted),
    accounts: Standing,
    /** Function mailboxes. */
    mailboxes: Standing,
    messages: Type.Array(MessageCount),
    /** Messages by day, or by month when the period is long; what has none is left out. */
    course: Type.Object(
      {
        step: literals('day', 'month'),
        points: Type.Array(Type.Object({ at: Type.String(), sent: Count, received: Count }, strict)),
      },
      strict,
    ),
    /** Everything that happened before this instant is counted; null = all is. */
    countedTo: Nullable(Type.String({ format: 'date-time' })),
  },
  strict,
);
export type OrganisationStatistics = Static<typeof OrganisationStatistics>;

export const MailboxStatistics = Type.Object(
  {
    id: Id,
    name: Type.String(),
    address: Type.String(),
    members: Count,
    administrators: Count,
    messages: Type.Array(MessageCount),
  },
  strict,
);
export type MailboxStatistics = Static<typeof MailboxStatistics>;
export const MailboxStatisticsPage = Type.Object(
  { rows: Type.Array(MailboxStatistics), nextCursor: Nullable(Type.String()) },
  strict,
);

const administrators = { tag: 'Statistics', access: 'account', own: true, status: 200 } as const;
const problems = ['not-allowed', 'invalid-request'] as const;

export const getStatistics = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/statistics',
  byGrant: true,
  summary: "Figures of one's own organisation in a period; for its administrators",
  query: StatisticsPeriod,
  response: OrganisationStatistics,
  problems,
});
export const getMailboxStatistics = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/statistics/mailboxes',
  byGrant: true,
  summary: 'The same of each function mailbox that there is, by name; members and administrators as they are now',
  query: Type.Object({ ...period, cursor: Type.Optional(Cursor) }, strict),
  response: MailboxStatisticsPage,
  problems,
});
export const exportStatistics = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/statistics/export',
  byGrant: true,
  summary: 'Both as one CSV',
  query: StatisticsPeriod,
  response: Type.Unsafe<AsyncIterable<Uint8Array>>({ type: 'string', description: 'text/csv' }),
  problems,
});
