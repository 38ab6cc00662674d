import { type Static, Type } from 'typebox';
import { Cursor, Id, IdParams, Instant, Level, Nullable, PageQuery, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals, SenderView } from './message-shapes.ts';

const tag = 'Messages';

/** One message of a conversation, as far as it is known without opening it. */
export const ThreadRow = Type.Object(
  {
    messageId: Id,
    role: literals('sender', 'recipient'),
    from: SenderView,
    /** The signed-in person wrote it herself, in whichever mailbox she is. Absent = no. */
    own: Type.Optional(Type.Boolean()),
    /** No person sent it: an automatic reply. */
    automatic: Type.Optional(Type.Boolean()),
    at: Instant,
    assuranceLevel: Level,
    attachmentCount: Type.Integer(),
    unread: Type.Boolean(),
    stepUpNeeded: Type.Boolean(),
    unavailable: Nullable(literals('recalled', 'expired', 'purged')),
  },
  strict,
);
export type ThreadRow = Static<typeof ThreadRow>;

export const ThreadPage = Type.Object({ rows: Type.Array(ThreadRow), nextCursor: Nullable(Cursor) }, strict);
export type ThreadPage = Static<typeof ThreadPage>;

export const getThread = endpoint({
  method: 'GET',
  path: '/messages/:id/thread',
  tag,
  access: 'account',
  status: 200,
  summary:
    'The conversation that a message belongs to, newest first: what the mailbox that has the message has sent or received of it; opens nothing',
  params: IdParams,
  query: PageQuery,
  response: ThreadPage,
});

/** How far a file has come on its way into a new message. */
export const CarriedFile = Type.Object(
  {
    /** An unsent upload of one's own. */
    uploadId: Id,
    sizeBytes: Type.Integer(),
    offsetBytes: Type.Integer(),
    complete: Type.Boolean(),
  },
  strict,
);
export type CarriedFile = Static<typeof CarriedFile>;

export const carryFile = endpoint({
  method: 'POST',
  path: '/messages/:id/carried-files',
  tag,
  access: 'account',
  status: 200,
  summary:
    'Copy an attachment into an upload of one’s own, to forward it: a step at a time, called again with `uploadId` until complete',
  params: IdParams,
  body: Type.Object(
    {
      attachmentId: Id,
      /** Null begins, and counts as asking for a download. */
      uploadId: Nullable(Id),
    },
    strict,
  ),
  response: CarriedFile,
  problems: [
    'not-allowed',
    'step-up-required',
    'message-unavailable',
    'download-limit-reached',
    'upload-not-found',
    'upload-offset-mismatch',
    'upload-too-large',
    'attachments-too-many',
  ],
});

/** Colleagues who have opened a message that the sender's whole organisation may open, the last one first. */
export const OrganisationReaders = Type.Object(
  {
    count: Type.Integer(),
    readers: Type.Array(
      Type.Object(
        {
          id: Id,
          name: Type.String(),
          method: Type.String(),
          openedAt: Instant,
          downloadedAt: Nullable(Instant),
        },
        strict,
      ),
      { description: 'At most a hundred; count tells how many' },
    ),
  },
  strict,
);
export type OrganisationReaders = Static<typeof OrganisationReaders>;

export const getOrganisationReaders = endpoint({
  method: 'GET',
  path: '/messages/:id/organisation-readers',
  tag,
  access: 'account',
  status: 200,
  summary: 'Colleagues who have opened a message that the whole organisation may open (audience); for the sender',
  params: IdParams,
  response: OrganisationReaders,
});
