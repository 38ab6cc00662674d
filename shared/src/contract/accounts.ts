import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { EmailAddress, Id, IdParams, Instant, Language, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { literals } from './message-shapes.ts';

const tag = 'Accounts of an organisation';

/** What an organisation's administrators may give; `user` is everybody. */
export const AccountRole = literals('user', 'organisation-administrator', 'system-administrator');
export type AccountRole = Static<typeof AccountRole>;
const GivenRole = literals('user', 'organisation-administrator');
/** A name of somebody, with something in it. */
export const AccountName = Type.String({ minLength: 1, maxLength: LIMITS.accountNameCharacters, pattern: '\\S' });
const Ids = Type.Array(Id, { minItems: 1, maxItems: LIMITS.rowsPerAction, uniqueItems: true });

/** An account as its organisation's administrators see it. */
export const ManagedAccount = Type.Object(
  {
    id: Id,
    email: Type.String(),
    displayName: Type.String(),
    role: AccountRole,
    language: Language,
    frozen: Type.Boolean(),
    /** How she signs in so far; none = she never has, and has no password. */
    signIn: Type.Array(literals('password', 'entra', 'other')),
    /** The invitation that can still be used. */
    invitedUntil: Nullable(Instant),
    /** Kept by a directory through SCIM. */
    provisioned: Type.Boolean(),
    createdAt: Instant,
  },
  strict,
);
export type ManagedAccount = Static<typeof ManagedAccount>;

export const AccountSort = literals('name', 'email', 'created');
export type AccountSort = Static<typeof AccountSort>;
export const AccountsQuery = Type.Object(
  {
    search: Type.Optional(Type.String({ maxLength: LIMITS.searchCharacters })),
    sort: Type.Optional(AccountSort),
    descending: Type.Optional(Type.Boolean()),
    role: Type.Optional(GivenRole),
    frozen: Type.Optional(Type.Boolean()),
    signIn: Type.Optional(literals('password', 'entra', 'other', 'none')),
    cursor: Type.Optional(Type.String({ maxLength: 600, pattern: '^[A-Za-z0-9_-]+$' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
  },
  strict,
);
export type AccountsQuery = Static<typeof AccountsQuery>;

export const AddAccount = Type.Object(
  {
    email: EmailAddress,
    displayName: AccountName,
    role: GivenRole,
    language: Language,
    /** For the code by SMS that goes with a password; the person can give it herself when she is invited. */
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    /** Mail her a link by which she chooses a password. */
    invite: Type.Boolean(),
  },
  strict,
);
export type AddAccount = Static<typeof AddAccount>;

const Seen = Type.Object({ displayName: Type.String(), role: AccountRole }, strict);
export const ChangeAccount = Type.Object(
  {
    displayName: Type.Optional(AccountName),
    role: Type.Optional(GivenRole),
    /** As the administrator saw it: refused with settings-changed when it is something else by now. */
    expected: Seen,
  },
  strict,
);
export type ChangeAccount = Static<typeof ChangeAccount>;

/** What became of each account of a bulk action; `problem` null = done. */
export const AccountOutcome = Type.Object({ id: Id, problem: Nullable(Type.String()) }, strict);
export type AccountOutcome = Static<typeof AccountOutcome>;
const Outcomes = Type.Array(AccountOutcome);

export const RemoveAccount = Type.Object(
  {
    /** A colleague who may read what is left in the mailbox, and change nothing; null = nobody. */
    handOverTo: Nullable(EmailAddress),
    /** For so many days. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.delegationDays })),
  },
  strict,
);
export type RemoveAccount = Static<typeof RemoveAccount>;

export const ImportAccounts = Type.Object(
  {
    /** The file's text: a first row of headings, then a row an account. */
    csv: Type.String({ minLength: 1, maxLength: LIMITS.importCharacters }),
    /** false: says what would happen, and changes nothing. */
    save: Type.Boolean(),
    invite: Type.Boolean(),
    language: Language,
  },
  strict,
);
export type ImportAccounts = Static<typeof ImportAccounts>;
/** What becomes of one row of the file, or would become of it. */
export const ImportedRow = Type.Object(
  {
    line: Type.Integer({ description: 'Line of the file, the headings are 1' }),
    email: Type.String(),
    displayName: Type.String(),
    role: GivenRole,
    /** new = can be made; made; there = it is there already; refused = see problem. */
    outcome: literals('new', 'made', 'there', 'refused'),
    problem: Nullable(Type.String()),
  },
  strict,
);
export type ImportedRow = Static<typeof ImportedRow>;
export const AccountsImportReport = Type.Object({ rows: Type.Array(ImportedRow) }, strict);
export type AccountsImportReport = Static<typeof AccountsImportReport>;

export const AccountPhone = Type.Object(
  { maskedPhone: Nullable(Type.String({ description: 'The number that codes are sent to; null = there is none' })) },
  strict,
);
export type AccountPhone = Static<typeof AccountPhone>;

const InvitationToken = Type.String({ minLength: 43, maxLength: 43, pattern: '^[A-Za-z0-9_-]+$' });
export const InvitationView = Type.Object(
  {
    organisation: Type.String(),
    email: Type.String(),
    displayName: Type.String(),
    /** There is no number yet that codes could be sent to. */
    needsPhone: Type.Boolean(),
    expiresAt: Instant,
  },
  strict,
);
export type InvitationView = Static<typeof InvitationView>;

const administrators = { tag, access: 'account', own: true } as const;

export const listAccounts = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/accounts',
  status: 200,
  summary: 'A page of the accounts of the own organisation; for its administrators',
  query: AccountsQuery,
  response: Type.Object({ rows: Type.Array(ManagedAccount), nextCursor: Nullable(Type.String()) }, strict),
  problems: ['not-allowed'],
});
export const addAccount = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts',
  status: 201,
  idempotent: true,
  summary: 'Make an account, and invite the person if that is asked for',
  body: AddAccount,
  response: ManagedAccount,
  problems: [
    'not-allowed',
    'account-exists',
    'address-invalid',
    'phone-invalid',
    'domain-unproven',
    'licence-full',
    'licence-ended',
  ],
});
export const changeAccount = endpoint({
  ...administrators,
  method: 'PATCH',
  path: '/organisation/accounts/:id',
  status: 200,
  summary: 'Change the name or the role of an account',
  params: IdParams,
  body: ChangeAccount,
  response: ManagedAccount,
  problems: ['not-allowed', 'not-found', 'settings-changed', 'last-administrator'],
});
export const getAccountPhone = endpoint({
  ...administrators,
  method: 'GET',
  path: '/organisation/accounts/:id/phone',
  status: 200,
  summary: 'The number that codes are sent to, masked; the person gives another one herself once her sign-in is reset',
  params: IdParams,
  response: AccountPhone,
  problems: ['not-allowed', 'not-found'],
});
export const freezeAccounts = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/freeze',
  status: 200,
  summary: 'Freeze or thaw sign-in; mail still arrives. Sessions end at once',
  body: Type.Object({ ids: Ids, frozen: Type.Boolean() }, strict),
  response: Outcomes,
  problems: ['not-allowed', 'last-administrator'],
});
export const inviteAccounts = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/invite',
  status: 200,
  summary: 'Mail a new invitation; one that was sent before can no longer be used',
  body: Type.Object({ ids: Ids }, strict),
  response: Outcomes,
  problems: ['not-allowed', 'already-signs-in', 'account-frozen', 'invitations-off', 'address-changed'],
});
export const revokeInvitations = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/revoke-invitations',
  status: 200,
  summary: 'Invitations that can no longer be used',
  body: Type.Object({ ids: Ids }, strict),
  response: Outcomes,
  problems: ['not-allowed', 'invitation-ended'],
});
export const removeAccount = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/:id/remove',
  status: 204,
  summary: 'Remove an account; what is in its mailbox stays for retention, and for whom it is handed over to',
  params: IdParams,
  body: RemoveAccount,
  response: null,
  problems: ['not-allowed', 'not-found', 'last-administrator', 'delegate-invalid'],
});
export const resetSignIn = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/:id/reset-sign-in',
  status: 204,
  summary:
    'Take away password, number, app, passkeys and recovery codes, end her sessions and the delegations that she gave; she is mailed how to begin anew',
  params: IdParams,
  response: null,
  problems: ['not-allowed', 'not-found', 'account-frozen', 'address-changed', 'last-administrator', 'settings-changed'],
});
export const importAccounts = endpoint({
  ...administrators,
  method: 'POST',
  path: '/organisation/accounts/import',
  status: 200,
  bodyLimitBytes: 2 * LIMITS.importCharacters,
  summary: 'Make accounts from a CSV file, or say what would become of each row',
  body: ImportAccounts,
  response: AccountsImportReport,
  problems: ['not-allowed', 'csv-invalid', 'csv-too-many-rows', 'invitations-off'],
});
export const viewInvitation = endpoint({
  tag,
  access: 'public',
  method: 'POST',
  path: '/invitations/view',
  status: 200,
  summary: 'Who is invited where; uses nothing up',
  body: Type.Object({ token: InvitationToken }, strict),
  response: InvitationView,
  problems: ['invitation-ended', 'too-many-requests'],
});
export const acceptInvitation = endpoint({
  tag,
  access: 'public',
  method: 'POST',
  path: '/invitations/accept',
  status: 204,
  summary: 'Choose the password; the invitation is used up',
  body: Type.Object(
    {
      token: InvitationToken,
      password: Type.String({ minLength: 1, maxLength: LIMITS.password.maxCharacters }),
      phone: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    },
    strict,
  ),
  response: null,
  problems: ['invitation-ended', 'phone-invalid', 'password-too-short', 'password-guessable', 'too-many-requests'],
});
