import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** An index of some accounts. */
const partial = (name: string, on: string, kind = 'index') => ({ name, expression: `create ${kind} ${name} on ${on}` });

/** What lists of accounts walk. */
const ACCOUNT_LISTS = [
  partial('ix_account_sort_name', 'account (organisation_id, sort_name, id) where removed_at is null'),
  partial('ix_account_created', 'account (organisation_id, id) where removed_at is null'),
  partial('ix_account_administrators', "account (organisation_id, sort_name, id) where roles <> 'user'"),
  partial('ix_account_frozen', 'account (organisation_id, sort_name, id) where frozen_at is not null'),
  partial(
    'ix_account_external',
    'account (organisation_id, external_id) where external_id is not null',
    'unique index',
  ),
];

export const AccountEntity = defineEntity({
  name: 'account',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    /** The personal mailbox, made in the same batch as the account. */
    mailbox_id: column.id(),
    /** Normalised (shared/domain/email.ts). */
    email: column.short().unique(),
    display_name: column.short(),
    /** Comma-separated roles. */
    roles: column.short(),
    password_hash: column.short().nullable(),
    /** The account's own key, wrapped by the organisation's KEK; it seals the two pieces below. */
    wrapped_key: column.bytes(),
    key_epoch: column.integer(),
    phone_sealed: column.bytes().nullable(),
    personal_number_sealed: column.bytes().nullable(),
    /** Blind index of the personnummer: an eID's answer is compared with it in constant time. */
    personal_number_index: column.bytes().nullable(),
    language: column.short(2),
    theme: column.short(10),
    created_at: column.instant(),
    frozen_at: column.instant().nullable(),
    /** What lists are sorted by (platform/sort-name.ts). */
    sort_name: column.short(92).default(''),
    /** What the directory that provisions accounts calls this one. */
    external_id: column.short().nullable(),
    /** When its administrators removed it: the row stays for what names it. */
    removed_at: column.instant().nullable(),
    /** When the directory deleted it: frozen, and not there for the directory until it makes it again. */
    deprovisioned_at: column.instant().nullable(),
    /** The address before the one it has, and since when it has that; null as long as it has had one alone since it was used. */
    address_before: column.short().nullable(),
    address_changed_at: column.instant().nullable(),
  },
  indexes: [{ name: 'ix_account_organisation', properties: ['organisation_id', 'email'] }, ...ACCOUNT_LISTS],
});
export type AccountRow = RowOf<typeof AccountEntity>;

/**
 * What an account is found by while somebody types: the name, each word of it, and the address, folded to lower case.
 * Bytes, so that both engines order them alike and a prefix is a range of the index.
 */
export const AccountSearchKeyEntity = defineEntity({
  name: 'account_search_key',
  properties: { account_id: column.id().primary(), search_key: column.bytes().primary(), organisation_id: column.id() },
  indexes: [{ name: 'ix_account_search_key', properties: ['organisation_id', 'search_key'] }],
});

/** A person's identity at an OpenID provider, joined to an account. */
export const AccountIdentityEntity = defineEntity({
  name: 'account_identity',
  properties: {
    issuer: column.short().primary(),
    subject: column.short().primary(),
    account_id: column.id(),
    created_at: column.instant(),
  },
  indexes: [{ name: 'ix_account_identity_account', properties: ['account_id'] }],
});

export const SessionEntity = defineEntity({
  name: 'session',
  properties: {
    id: column.id().primary(),
    token_hash: column.bytes().unique(),
    csrf_token: column.short(64),
    account_id: column.id(),
    organisation_id: column.id(),
    level: column.integer(),
    method: column.short(20),
    created_at: column.instant(),
    seen_at: column.instant(),
    /** Absolute end; the idle end follows from `seen_at` and the organisation's setting. */
    expires_at: column.instant(),
    revoked_at: column.instant().nullable(),
    /** Where it may be used: `web` (the cookie), `teams` or `outlook` (bearer token). */
    host: column.short(10).default('web'),
    /** When the person identified herself last: at its start, a step-up, or to confirm that it is she. */
    identified_at: column.instant().default(0),
    /** Where it was used last; for the person herself. */
    ip: column.short(45).nullable(),
    /** Browser and system. */
    device: column.short(40).nullable(),
  },
  indexes: [
    { name: 'ix_session_account', properties: ['account_id'] },
    { name: 'ix_session_expires', properties: ['expires_at'] },
  ],
});
export type SessionRow = RowOf<typeof SessionEntity>;

/** A code by which a sign-in in a window of its own gives a Microsoft host a session; used once, by who knows the verifier. */
export const SignInHandoverEntity = defineEntity({
  name: 'sign_in_handover',
  properties: {
    code_hash: column.bytes().primary(),
    /** SHA-256 of the verifier, base64url (as RFC 7636 §4.2, S256). */
    challenge: column.short(43),
    host: column.short(10),
    /** The window's session: who it is, how identified, until when at most. It must still live when the code is exchanged. */
    session_id: column.id(),
    expires_at: column.instant(),
    used_at: column.instant().nullable(),
  },
  indexes: [{ name: 'ix_sign_in_handover_expires', properties: ['expires_at'] }],
});
export type SignInHandoverRow = RowOf<typeof SignInHandoverEntity>;

/**
 * A step-up of a bearer session in a window of its own: begun by the frame, entered by one browser, identified there, and raised by
 * the frame that brings the verifier and a code of that window.
 */
export const StepUpWindowEntity = defineEntity({
  name: 'step_up_window',
  properties: {
    id: column.id().primary(),
    /** Hash of the frame's challenge (RFC 7636 §4.2, S256); the challenge itself keys the codes' hashes. */
    challenge_hash: column.bytes().unique(),
    session_id: column.id(),
    provider: column.short(40),
    /** End of the step that it is at: entering, identifying, giving the code. */
    expires_at: column.instant(),
    /** Hash of the secret in the cookie of the browser that entered; null before. */
    browser_hash: column.bytes().nullable(),
    /** What the identification reached; null before. */
    level: column.integer().nullable(),
    /** Of the code that the window hands over. */
    handed_hash: column.bytes().nullable(),
    /** Of the short code that a person types. */
    typed_hash: column.bytes().nullable(),
    /** Codes that were tried. */
    tries: column.integer(),
  },
  indexes: [{ name: 'ix_step_up_window_expires', properties: ['expires_at'] }],
});
export type StepUpWindowRow = RowOf<typeof StepUpWindowEntity>;
