import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const Count = Type.Integer({ minimum: 0 });

/** How far the closing of an organisation has come. */
export const Closing = Type.Object(
  {
    begunAt: Instant,
    /** Until then it can be taken back. */
    purgeAfter: Instant,
    /** When the export was first handed over whole; nothing is destroyed before. */
    exportedAt: Nullable(Instant),
    /** From then on there is no way back. */
    purgeBegunAt: Nullable(Instant),
    purgedAt: Nullable(Instant),
  },
  strict,
);
export type Closing = Static<typeof Closing>;

/** What goes with an organisation, and what stands in the way. */
export const ClosingView = Type.Object(
  {
    closing: Nullable(Closing),
    accounts: Count,
    mailboxes: Count,
    /** Copies of messages that somebody of the organisation, or somebody by its links, can open. */
    copies: Count,
    /** Of files in its messages, those that others have copies of too. */
    bytes: Count,
    held: Type.Object(
      {
        messages: Count,
        /** Whose they are: addresses of mailboxes, or another organisation's name. The first ones. */
        by: Type.Array(Type.Object({ name: Type.String(), messages: Count }, strict)),
      },
      strict,
    ),
  },
  strict,
);
export type ClosingView = Static<typeof ClosingView>;

export const CloseOrganisation = Type.Object(
  {
    /** The organisation's name, as a confirmation. */
    name: Type.String({ minLength: 1, maxLength: LIMITS.displayNameCharacters }),
    /** For how long it can be taken back. */
    noticeDays: Type.Integer({ minimum: 0, maximum: LIMITS.mostClosingDays }),
  },
  strict,
);
export type CloseOrganisation = Static<typeof CloseOrganisation>;

const administrators = {
  tag: 'Administration of the installation',
  access: 'account',
  own: true,
  params: IdParams,
} as const;
const problems = ['not-allowed', 'step-up-required', 'not-found'] as const;

export const getClosing = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/organisations/:id/closing',
  status: 200,
  summary: 'What goes with an organisation when it is closed, what stands in the way, and how far that has come',
  response: ClosingView,
  problems,
});
export const closeOrganisation = endpoint({
  ...administrators,
  method: 'POST',
  path: '/installation/organisations/:id/closing',
  status: 204,
  summary: 'Begin to close a frozen organisation; after the notice and an export everything of it is destroyed',
  body: CloseOrganisation,
  response: null,
  problems: [
    ...problems,
    'organisation-own',
    'organisation-name-differs',
    'organisation-not-frozen',
    'organisation-closing',
    'organisation-holds-kept',
  ],
});
export const undoClosing = endpoint({
  ...administrators,
  method: 'POST',
  path: '/installation/organisations/:id/closing/undo',
  status: 204,
  summary: 'Take the closing back; the organisation stays frozen',
  response: null,
  problems: [...problems, 'organisation-purging'],
});
export const exportOrganisation = endpoint({
  ...administrators,
  method: 'GET',
  path: '/installation/organisations/:id/closing/export',
  status: 200,
  summary:
    'What is known of an organisation that is being closed, as a zip: accounts, mailboxes, log, figures; no content',
  response: Type.Unsafe<AsyncIterable<Uint8Array>>({ type: 'string', description: 'application/zip' }),
  problems: [...problems, 'organisation-purging'],
});
