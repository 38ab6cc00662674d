import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, ExternalMethod, Id, Instant, Language, Level, Nullable, PageQuery, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Audience, DraftId, literals, MaxDownloads } from './message-shapes.ts';

const tag = 'Drafts';

/** How a recipient without an account is to be reached and identified, as far as it has been typed. */
export const DraftExternal = Type.Object(
  {
    method: Type.Optional(ExternalMethod),
    phone: Type.String({ maxLength: LIMITS.draftFieldCharacters }),
    personalNumber: Type.String({ maxLength: LIMITS.draftFieldCharacters }),
    language: Language,
    openText: Type.String({ maxLength: LIMITS.draftTextCharacters }),
    /** The sender does not have the number yet: the message is to wait for it. */
    later: Type.Optional(Type.Boolean()),
    /** As ExternalStep.known. */
    known: Type.Optional(Id),
  },
  strict,
);
export type DraftExternal = Static<typeof DraftExternal>;

/** One recipient as typed: `address` may be none yet. Where it leads is not kept; it is asked again (resolveRecipients). */
export const DraftRecipient = Type.Object(
  {
    kind: literals('to', 'cc', 'bcc'),
    address: Type.String({ minLength: 1, maxLength: LIMITS.draftFieldCharacters }),
    name: Type.String({ maxLength: LIMITS.draftFieldCharacters }),
    external: Type.Optional(DraftExternal),
  },
  strict,
);
export type DraftRecipient = Static<typeof DraftRecipient>;

const written = {
  /** In the order of the fields; at most `draftRecipients` (recipients-too-many). */
  recipients: Type.Array(DraftRecipient),
  subject: Type.String({ maxLength: LIMITS.draftTextCharacters }),
  /** Sanitised at the door as a message's is. */
  bodyHtml: Type.String({ maxLength: LIMITS.bodyHtmlCharacters }),
  assuranceLevel: Nullable(Level),
  replyAllowed: Type.Boolean(),
  /** A local date (YYYY-MM-DD), empty for the organisation's usual time. */
  validUntil: Type.String({ pattern: '^([0-9]{4}-[0-9]{2}-[0-9]{2})?$' }),
  /** Absent = as often as each recipient likes. */
  maxDownloads: Type.Optional(MaxDownloads),
  /** Absent = no. */
  readReceipt: Type.Optional(Type.Boolean()),
  /** Absent = recipients. */
  audience: Type.Optional(Audience),
  inReplyTo: Nullable(Id),
  /** The message that is passed on. */
  forwardOf: Type.Optional(Id),
};

/** Everything that is being written; replaces what was saved before. */
export const SaveDraft = Type.Object(
  {
    /** The revision that the client last saw: 0 creates. */
    revision: Type.Integer({ minimum: 0 }),
    ...written,
    /** Own unsent uploads, in order, complete or not. While the draft lives they do not expire; they go when it goes. */
    uploadIds: Type.Array(Id, { uniqueItems: true }),
    /** It waits until all recipients' numbers are known: refused, as sending is, when it lacks anything else. Absent = it does not wait. */
    waiting: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type SaveDraft = Static<typeof SaveDraft>;

export const SavedDraft = Type.Object({ revision: Type.Integer(), savedAt: Instant }, strict);
export type SavedDraft = Static<typeof SavedDraft>;

export const DraftUpload = Type.Object(
  {
    id: Id,
    name: Type.String(),
    sizeBytes: Type.Integer(),
    /** Durable bytes; goes on from there. */
    offsetBytes: Type.Integer(),
    complete: Type.Boolean(),
  },
  strict,
);
export type DraftUpload = Static<typeof DraftUpload>;

/** A saved draft. Uploads that were removed since are not in it. */
export const DraftContent = Type.Object(
  {
    ...{ id: DraftId, revision: Type.Integer(), savedAt: Instant },
    ...written,
    uploads: Type.Array(DraftUpload),
    waiting: Type.Optional(Type.Boolean()),
    /** Of one that waits: how many of its files are no longer there. */
    missingUploads: Type.Optional(Type.Integer()),
  },
  strict,
);
export type DraftContent = Static<typeof DraftContent>;

/** A row of the list. */
export const DraftRow = Type.Object(
  {
    id: DraftId,
    revision: Type.Integer(),
    /** As typed; may be empty. Empty where `stepUpNeeded`. */
    subject: Type.String(),
    /** It was written at a higher level than this session has (getDraft). */
    stepUpNeeded: Type.Optional(Type.Boolean()),
    recipients: Type.Array(Type.Object({ name: Type.String(), address: Type.String() }, strict), {
      description: 'At most three; recipientCount tells how many',
    }),
    recipientCount: Type.Integer(),
    assuranceLevel: Nullable(Level),
    attachmentCount: Type.Integer(),
    savedAt: Instant,
    /** Of one that waits: how many recipients lacked a number when it was saved. */
    waitingFor: Type.Optional(Type.Integer()),
    /** Of one that waits: when it goes if nobody saves it again; null = never. */
    keptUntil: Type.Optional(Nullable(Instant)),
  },
  strict,
);
export type DraftRow = Static<typeof DraftRow>;

export const DraftPage = Type.Object({ rows: Type.Array(DraftRow), nextCursor: Nullable(Cursor) }, strict);
export type DraftPage = Static<typeof DraftPage>;

const DraftParams = Type.Object({ id: Id, draftId: DraftId }, strict);

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/mailboxes/:id/drafts/:draftId',
  tag,
  access: 'account',
  status: 200,
  bodyLimitBytes: LIMITS.messageBodyBytes,
  summary: 'Create or replace a draft under an id that the client made; saying the same again answers the same',
  params: DraftParams,
  body: SaveDraft,
  response: SavedDraft,
  problems: [
    // With the revision that is there now: somebody else, or another tab, has saved since.
    'draft-changed',
    // It was removed since `revision` was seen; with revision 0 it is made anew.
    'draft-gone',
    'draft-already-sent',
    'drafts-too-many',
    'recipients-too-many',
    'attachments-too-many',
    'upload-not-found',
    'body-too-large',
    // Of one that is to wait, what also keeps a message from being sent:
    'recipient-invalid',
    'recipient-domain-forbidden',
    'recipients-duplicate',
    'recipient-step-missing',
    'method-below-level',
    'method-unavailable',
    'level-inactive',
    'level-below-original',
    'known-details-changed',
    'valid-until-invalid',
    'max-downloads-invalid',
    'upload-incomplete',
    'reply-not-allowed',
    'message-unavailable',
    'step-up-required',
    'not-allowed',
  ],
});
export const listDrafts = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/drafts',
  tag,
  access: 'account',
  status: 200,
  summary: 'A page of drafts, the last saved first',
  params: Type.Object({ id: Id }, strict),
  query: PageQuery,
  response: DraftPage,
});
export const getDraft = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/drafts/:draftId',
  tag,
  access: 'account',
  status: 200,
  summary: 'A draft, to go on with; at the level that it was written at, never above its own',
  params: DraftParams,
  response: DraftContent,
  problems: ['step-up-required'],
});
export const deleteDraft = endpoint({
  method: 'DELETE',
  path: '/mailboxes/:id/drafts/:draftId',
  tag,
  access: 'account',
  status: 204,
  summary: 'Destroy a draft and its uploads; cannot be undone',
  params: DraftParams,
  response: null,
});
