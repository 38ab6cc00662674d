import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, EmailAddress, Id, IdParams, Instant, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';
import { TeamsActivityState } from './notifications.ts';

const tag = 'Function mailboxes';

/** `administrator`: looks after the mailbox as well, its settings and who is in it. */
export const MemberRole = literals('member', 'administrator');
export type MemberRole = Static<typeof MemberRole>;

const Name = Type.String({ minLength: 1, maxLength: LIMITS.mailboxNameCharacters });
/** What people without an account are offered in; null = as whoever writes has chosen for herself. */
const MailboxLanguage = Nullable(Language);

const facts = {
  id: Id,
  name: Type.String(),
  address: Type.String(),
  language: MailboxLanguage,
  members: Type.Integer({ description: 'Everybody in it, administrators as well' }),
  administrators: Type.Integer(),
  /** What one is in it; null = nothing: one sees it as an administrator of the organisation. */
  role: Nullable(MemberRole),
};

/** A function mailbox in a list. */
export const FunctionMailboxRow = Type.Object(facts, strict);
export type FunctionMailboxRow = Static<typeof FunctionMailboxRow>;

export const FunctionMailboxPage = Type.Object(
  { rows: Type.Array(FunctionMailboxRow), nextCursor: Nullable(Type.String()) },
  strict,
);
export type FunctionMailboxPage = Static<typeof FunctionMailboxPage>;

export const FunctionMailboxView = Type.Object(
  {
    ...facts,
    createdAt: Instant,
    /** Days after which what it holds is purged, 0 = never; null = the organisation's. */
    retentionDays: Nullable(Type.Integer()),
    /** May change its name, language and signature, and who is in it. */
    mayManage: Type.Boolean(),
    /** May change its address and retention as well, and remove it. */
    mayRemove: Type.Boolean(),
  },
  strict,
);
export type FunctionMailboxView = Static<typeof FunctionMailboxView>;

const settings = { name: Name, address: EmailAddress, language: MailboxLanguage };
export const NewFunctionMailbox = Type.Object(settings, strict);
export type NewFunctionMailbox = Static<typeof NewFunctionMailbox>;

export const FunctionMailboxChange = Type.Object(
  {
    ...settings,
    /** As whoever changes it saw it: refused with settings-changed when it is something else by now. */
    expected: Type.Object({ name: Type.String(), address: Type.String(), language: MailboxLanguage }, strict),
  },
  strict,
);
export type FunctionMailboxChange = Static<typeof FunctionMailboxChange>;

/** What goes with a function mailbox. */
export const FunctionMailboxContents = Type.Object(
  {
    received: Type.Integer(),
    sent: Type.Integer(),
    drafts: Type.Integer(),
    members: Type.Integer(),
    held: Type.Integer({
      description: 'Messages that somebody keeps: while there are any, the mailbox is not removed',
    }),
    /** There is more than was counted. Absent = the counts are exact. */
    atLeast: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type FunctionMailboxContents = Static<typeof FunctionMailboxContents>;

/** Somebody in a function mailbox; `id` is her membership's, and another one when she comes back. */
export const MailboxMember = Type.Object(
  {
    id: Id,
    name: Type.String(),
    address: Type.String(),
    role: MemberRole,
    addedAt: Instant,
    /** Her sign-in is frozen: she is in it, and does not get in. Absent = it is not. */
    frozen: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type MailboxMember = Static<typeof MailboxMember>;

/** `concerning`: what comes to cases that one has taken oneself, or that nobody has. */
const MemberChoice = literals('all', 'concerning', 'none');
const choices = {
  /** A mail that names the sender and the mailbox and nothing of the message, when nobody has opened it at once. */
  mail: MemberChoice,
  /** The same in the activity feed in Teams. */
  teams: MemberChoice,
};
/** How one is told of new messages to a function mailbox that one is in. */
export const MemberNotifications = Type.Object(choices, strict);
export type MemberNotifications = Static<typeof MemberNotifications>;
/** What one has chosen, or what holds until one does, and whether Teams can be chosen at all. */
export const MemberNotificationSettings = Type.Object({ ...choices, teamsState: TeamsActivityState }, strict);
export type MemberNotificationSettings = Static<typeof MemberNotificationSettings>;

const Members = Type.Array(MailboxMember);
const people = { tag, access: 'account', own: true } as const;

export const listFunctionMailboxes = endpoint({
  ...people,
  method: 'GET',
  path: '/function-mailboxes',
  status: 200,
  summary:
    'Function mailboxes by name: all of the organisation for its administrators, for others those that they are in',
  query: Type.Object(
    {
      /** A part of the name or address. */
      q: Type.Optional(Type.String({ maxLength: LIMITS.searchCharacters })),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
    },
    strict,
  ),
  response: FunctionMailboxPage,
});
export const createFunctionMailbox = endpoint({
  ...people,
  method: 'POST',
  path: '/function-mailboxes',
  status: 201,
  summary: 'Make a function mailbox with an address in one of the organisation’s domains; for its administrators',
  idempotent: true,
  body: NewFunctionMailbox,
  response: Type.Object({ id: Id }, strict),
  problems: [
    'not-allowed',
    'mailbox-name-invalid',
    'address-invalid',
    'mailbox-address-invalid',
    'mailbox-address-taken',
    'licence-full',
    'licence-ended',
  ],
});
export const getFunctionMailbox = endpoint({
  ...people,
  method: 'GET',
  path: '/function-mailboxes/:id',
  status: 200,
  summary: 'A function mailbox, for whoever is in it and for administrators of its organisation',
  params: IdParams,
  response: FunctionMailboxView,
});
export const changeFunctionMailbox = endpoint({
  ...people,
  method: 'PUT',
  path: '/function-mailboxes/:id',
  status: 200,
  summary: 'Change name, language and address; the address is for administrators of the organisation alone',
  params: IdParams,
  body: FunctionMailboxChange,
  response: FunctionMailboxView,
  problems: [
    'not-allowed',
    'settings-changed',
    'mailbox-name-invalid',
    'address-invalid',
    'mailbox-address-invalid',
    'mailbox-address-taken',
  ],
});
export const getFunctionMailboxContents = endpoint({
  ...people,
  method: 'GET',
  path: '/function-mailboxes/:id/contents',
  status: 200,
  summary: 'What would go if the mailbox were removed; for administrators of the organisation',
  params: IdParams,
  response: FunctionMailboxContents,
  problems: ['not-allowed'],
});
export const removeFunctionMailbox = endpoint({
  ...people,
  method: 'POST',
  path: '/function-mailboxes/:id/removal',
  status: 204,
  summary:
    'Remove a function mailbox, said by its name: nobody gets in any more, and what it holds is destroyed by and by',
  params: IdParams,
  body: Type.Object({ name: Type.String({ maxLength: 300 }) }, strict),
  response: null,
  problems: ['not-allowed', 'mailbox-name-differs', 'mailbox-holds-kept'],
});
export const listMailboxMembers = endpoint({
  ...people,
  method: 'GET',
  path: '/function-mailboxes/:id/members',
  status: 200,
  summary: 'Everybody in a function mailbox, by name',
  params: IdParams,
  response: Members,
});
export const addMailboxMembers = endpoint({
  ...people,
  method: 'POST',
  path: '/function-mailboxes/:id/members',
  status: 200,
  summary:
    'Let colleagues into a function mailbox, all or none; answers everybody in it. Who is in it already stays as she is',
  params: IdParams,
  body: Type.Object(
    {
      addresses: Type.Array(EmailAddress, { minItems: 1, maxItems: LIMITS.membersPerRequest }),
      role: MemberRole,
    },
    strict,
  ),
  response: Members,
  problems: ['not-allowed', 'member-invalid', 'members-too-many'],
});
export const changeMailboxMember = endpoint({
  ...people,
  method: 'PUT',
  path: '/function-mailboxes/:id/members/:memberId',
  status: 200,
  summary: 'Let a member look after the mailbox, or no longer; answers everybody in it',
  params: Type.Object({ id: Id, memberId: Id }, strict),
  body: Type.Object({ role: MemberRole }, strict),
  response: Members,
  problems: ['not-allowed'],
});
export const removeMailboxMembers = endpoint({
  ...people,
  method: 'POST',
  path: '/function-mailboxes/:id/members/removal',
  status: 200,
  summary: 'Let members into the mailbox no longer, from this instant on; answers everybody in it',
  params: IdParams,
  body: Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: LIMITS.membersPerRequest }) }, strict),
  response: Members,
  problems: ['not-allowed'],
});
export const getMemberNotifications = endpoint({
  ...people,
  method: 'GET',
  path: '/function-mailboxes/:id/notifications',
  status: 200,
  summary: 'How one is told of new messages to a function mailbox that one is in',
  params: IdParams,
  response: MemberNotificationSettings,
});
export const saveMemberNotifications = endpoint({
  ...people,
  method: 'PUT',
  path: '/function-mailboxes/:id/notifications',
  status: 200,
  summary: 'Choose how one is told of new messages to a function mailbox that one is in',
  params: IdParams,
  body: MemberNotifications,
  response: MemberNotificationSettings,
});
