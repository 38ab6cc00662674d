import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals, MessageRow, RecipientStatusSchema } from './message-shapes.ts';

const tag = 'Cases';

/** A day without a time, as people say it. */
export const Day = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' });

const Person = Type.Object({ accountId: Id, name: Type.String() }, strict);

const view = {
  id: Id,
  state: literals('open', 'closed'),
  /** Whose it is ("Ärende taget av"); null = nobody's. A case that is closed keeps who closed it. */
  takenBy: Nullable(Person),
  dueOn: Nullable(Day),
  /** Ids of the mailbox's tags. */
  tags: Type.Array(Id),
  noteCount: Type.Integer(),
  openedAt: Instant,
  /** When the last message came. */
  lastAt: Instant,
};

/** A conversation in a function mailbox, as work. */
export const CaseView = Type.Object(
  {
    ...view,
    /** What the one who asks may do now; the rest would be refused. */
    may: Type.Object(
      {
        take: Type.Boolean(),
        release: Type.Boolean(),
        assign: Type.Boolean(),
        close: Type.Boolean(),
        reopen: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
);
export type CaseView = Static<typeof CaseView>;

export const CaseRow = Type.Object(
  {
    ...view,
    /** The last message that came; null when it is no longer in the mailbox. */
    message: Nullable(MessageRow),
    /** How far the last answer from the mailbox has come; null = there is none. */
    answer: Nullable(RecipientStatusSchema),
  },
  strict,
);
export type CaseRow = Static<typeof CaseRow>;

export const CasePage = Type.Object({ rows: Type.Array(CaseRow), nextCursor: Nullable(Cursor) }, strict);
export type CasePage = Static<typeof CasePage>;

export const TakenFilter = literals('anybody', 'mine', 'others', 'nobody');
export type TakenFilter = Static<typeof TakenFilter>;

/** What happened to a case: who did what, when. */
export const CaseEvent = Type.Object(
  {
    number: Type.Integer(),
    kind: literals(
      'opened',
      'message',
      'answered',
      'taken',
      'released',
      'assigned',
      'unassigned',
      'closed',
      'reopened',
      'due',
      'tagged',
      'untagged',
      'note',
      'note-removed',
      'deleted',
      'restored',
    ),
    at: Instant,
    /** Null = it came about by itself. */
    by: Nullable(Type.String()),
    /** To whom it was assigned, or from whom it was taken; the day that it is due; the name of the tag. */
    about: Nullable(Type.String()),
  },
  strict,
);
export type CaseEvent = Static<typeof CaseEvent>;

const NoteText = Type.String({ minLength: 1, maxLength: LIMITS.caseNoteCharacters });
/** An internal note: it is read in the mailbox alone, and never leaves it. */
export const CaseNote = Type.Object(
  { id: Id, by: Type.String(), own: Type.Boolean(), at: Instant, text: NoteText },
  strict,
);
export type CaseNote = Static<typeof CaseNote>;

export const CaseTag = Type.Object({ id: Id, name: Type.String() }, strict);
export type CaseTag = Static<typeof CaseTag>;

const CaseParams = Type.Object({ id: Id, caseId: Id }, strict);
const account = { tag, access: 'account' } as const;
const decided = { ...account, status: 200, params: CaseParams, response: CaseView } as const;

export const listCases = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/cases',
  status: 200,
  summary:
    'A page of the cases of a function mailbox, the one with the newest message first; it may end before it is full, the cursor goes on',
  params: IdParams,
  query: Type.Object(
    {
      state: literals('open', 'closed'),
      taken: Type.Optional(TakenFilter),
      /** Only with this tag. */
      tag: Type.Optional(Id),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
    },
    strict,
  ),
  response: CasePage,
});
export const countCases = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/case-counts',
  status: 200,
  summary: `Open cases: mine, others', nobody's; each counted to ${LIMITS.countedCases} at most`,
  params: IdParams,
  response: Type.Object({ mine: Type.Integer(), others: Type.Integer(), nobody: Type.Integer() }, strict),
});
export const getCase = endpoint({
  ...decided,
  method: 'GET',
  path: '/mailboxes/:id/cases/:caseId',
  summary: 'A case',
});
export const findCase = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/messages/:messageId/case',
  status: 200,
  summary: 'The case that a message of the mailbox belongs to; null when it belongs to none',
  params: Type.Object({ id: Id, messageId: Id }, strict),
  response: Nullable(CaseView),
});
export const takeCase = endpoint({
  ...decided,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/take',
  summary: "Take a case that is nobody's; of two the first has it, the other is told who (facts.name)",
  problems: ['case-taken', 'case-closed'],
});
export const releaseCase = endpoint({
  ...decided,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/release',
  summary: "Release a case of one's own; a mailbox administrator anybody's",
  problems: ['case-taken', 'case-closed'],
});
export const assignCase = endpoint({
  ...decided,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/assign',
  summary: "Give a case that is one's own or nobody's to another member; a mailbox administrator anybody's",
  body: Type.Object(
    {
      accountId: Id,
      /** Whose it was when one looked: refused with case-taken or case-changed when it is somebody else's by now. */
      expected: Nullable(Id),
    },
    strict,
  ),
  problems: ['case-taken', 'case-closed', 'case-changed', 'case-member-invalid'],
});
export const closeCase = endpoint({
  ...decided,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/close',
  summary: "Close a case that is one's own or nobody's; a mailbox administrator anybody's",
  problems: ['case-taken'],
});
export const reopenCase = endpoint({
  ...decided,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/reopen',
  summary: 'Open a closed case again; a message that comes does that by itself',
});
export const setCaseDue = endpoint({
  ...decided,
  method: 'PUT',
  path: '/mailboxes/:id/cases/:caseId/due',
  summary: 'The day that an open case is due; null = none',
  body: Type.Object({ dueOn: Nullable(Day) }, strict),
  problems: ['case-closed'],
});
export const tagCase = endpoint({
  ...decided,
  method: 'PUT',
  path: '/mailboxes/:id/cases/:caseId/tags/:tagId',
  summary: `Put a tag of the mailbox on a case, at most ${LIMITS.tagsPerCase}`,
  params: Type.Object({ id: Id, caseId: Id, tagId: Id }, strict),
  problems: ['case-tags-too-many'],
});
export const untagCase = endpoint({
  ...decided,
  method: 'DELETE',
  path: '/mailboxes/:id/cases/:caseId/tags/:tagId',
  summary: 'Take a tag off a case',
  params: Type.Object({ id: Id, caseId: Id, tagId: Id }, strict),
});
export const deleteCase = endpoint({
  ...account,
  method: 'DELETE',
  path: '/mailboxes/:id/cases/:caseId',
  status: 204,
  summary:
    "Delete a case that is one's own or nobody's: its messages go to Borttagna, and a message that is brought back brings it back. A mailbox administrator anybody's",
  params: CaseParams,
  response: null,
  problems: ['case-taken'],
});
export const getCaseHistory = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/cases/:caseId/history',
  status: 200,
  summary: 'What happened to a case, the last first, fifty at a time',
  params: CaseParams,
  query: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }, strict),
  response: Type.Array(CaseEvent),
});
export const listCaseNotes = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/cases/:caseId/notes',
  status: 200,
  summary: 'Internal notes, the last first',
  params: CaseParams,
  response: Type.Array(CaseNote),
});
export const addCaseNote = endpoint({
  ...account,
  method: 'POST',
  path: '/mailboxes/:id/cases/:caseId/notes',
  status: 201,
  idempotent: true,
  summary: `Write an internal note, at most ${LIMITS.notesPerCase} on a case`,
  params: CaseParams,
  body: Type.Object({ text: NoteText }, strict),
  response: Type.Object({ id: Id, at: Instant }, strict),
  problems: ['case-notes-too-many'],
});
export const removeCaseNote = endpoint({
  ...account,
  method: 'DELETE',
  path: '/mailboxes/:id/cases/:caseId/notes/:noteId',
  status: 204,
  summary: "Destroy an internal note of one's own; a mailbox administrator anybody's",
  params: Type.Object({ id: Id, caseId: Id, noteId: Id }, strict),
  response: null,
  problems: ['not-allowed'],
});
export const listCaseTags = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/case-tags',
  status: 200,
  summary: 'The tags of a function mailbox, by name',
  params: IdParams,
  response: Type.Array(CaseTag),
});
export const addCaseTag = endpoint({
  ...account,
  method: 'POST',
  path: '/mailboxes/:id/case-tags',
  status: 201,
  summary: `Make a tag, at most ${LIMITS.tagsPerMailbox} in a mailbox; a name that is there already answers its tag`,
  params: IdParams,
  body: Type.Object({ name: Type.String({ minLength: 1, maxLength: LIMITS.caseTagCharacters }) }, strict),
  response: CaseTag,
  problems: ['case-tags-too-many'],
});
export const removeCaseTag = endpoint({
  ...account,
  method: 'DELETE',
  path: '/mailboxes/:id/case-tags/:tagId',
  status: 204,
  summary: 'Remove a tag from the mailbox and all its cases; for mailbox administrators',
  params: Type.Object({ id: Id, tagId: Id }, strict),
  response: null,
  problems: ['not-allowed'],
});
export const suggestCaseMembers = endpoint({
  ...account,
  method: 'GET',
  path: '/mailboxes/:id/case-members',
  status: 200,
  summary: 'Members to whom a case can be given whose name or address begins with `q`, at most eight',
  params: IdParams,
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }, strict),
  response: Type.Array(Person),
});
