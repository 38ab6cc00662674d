import { column, defineEntity, type RowOf } from '../../../platform/database/table.ts';

/** The secret of an account's authenticator app, sealed under the account's key. */
export const TotpFactorEntity = defineEntity({
  name: 'totp_factor',
  properties: {
    account_id: column.id().primary(),
    secret_sealed: column.bytes(),
    created_at: column.instant(),
    /** Null until a code of the app has shown that it has the secret. */
    confirmed_at: column.instant().nullable(),
    /** The newest step of which a code was taken: none of it or before is taken again. */
    last_step: column.big().nullable(),
  },
});
export type TotpFactorRow = RowOf<typeof TotpFactorEntity>;

export const PasskeyEntity = defineEntity({
  name: 'passkey',
  properties: {
    id: column.id().primary(),
    account_id: column.id(),
    credential_id: column.bytes().unique(),
    /** COSE key (RFC 9052). */
    public_key: column.bytes(),
    /** Signature counter; stays 0 where the authenticator has none. */
    counter: column.big(),
    /** Comma-separated. */
    transports: column.short(),
    name: column.short(60),
    /** 1: kept by a password manager on several devices. */
    synced: column.flag(),
    created_at: column.instant(),
    used_at: column.instant().nullable(),
  },
  indexes: [{ name: 'ix_passkey_account', properties: ['account_id'] }],
});
export type PasskeyRow = RowOf<typeof PasskeyEntity>;

/** A code that was written down: its first four characters find it, the rest is hashed as passwords are. */
export const RecoveryCodeEntity = defineEntity({
  name: 'recovery_code',
  properties: {
    account_id: column.id().primary(),
    selector: column.short(4).primary(),
    code_hash: column.short(),
    created_at: column.instant(),
    used_at: column.instant().nullable(),
  },
});
export type RecoveryCodeRow = RowOf<typeof RecoveryCodeEntity>;

/** Stands for a password that was right, until the second factor is. */
export const FactorTicketEntity = defineEntity({
  name: 'factor_ticket',
  properties: {
    token_hash: column.bytes().primary(),
    account_id: column.id(),
    /** The session that is identified anew; null for a sign-in. */
    session_id: column.id().nullable(),
    tries: column.integer(),
    expires_at: column.instant(),
  },
  indexes: [{ name: 'ix_factor_ticket_expires', properties: ['expires_at'] }],
});
export type FactorTicketRow = RowOf<typeof FactorTicketEntity>;

/** What a passkey is to sign, once. */
export const PasskeyChallengeEntity = defineEntity({
  name: 'passkey_challenge',
  properties: {
    id: column.id().primary(),
    /** `sign-in`, `confirm` or `add`. */
    purpose: column.short(10),
    /** Whose passkey it must be; null: the passkey says it. */
    account_id: column.id().nullable(),
    /** The session that asked; null for a sign-in. */
    session_id: column.id().nullable(),
    challenge: column.bytes(),
    expires_at: column.instant(),
  },
  indexes: [{ name: 'ix_passkey_challenge_expires', properties: ['expires_at'] }],
});
export type PasskeyChallengeRow = RowOf<typeof PasskeyChallengeEntity>;
