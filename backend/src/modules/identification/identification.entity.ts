import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** A code sent by SMS or e-mail. Number and address are not here: whoever asks for a code brings them. */
export const OneTimeCodeEntity = defineEntity({
  name: 'one_time_code',
  properties: {
    id: column.id().primary(),
    /** `sign-in`, `confirm`, `link` or `shared-link`. */
    purpose: column.short(20),
    /** Account id or recipient id: whom the code proves. */
    subject_id: column.id(),
    code_hash: column.bytes(),
    /** Empty when it went by e-mail. */
    masked_phone: column.short(20),
    tries: column.integer(),
    created_at: column.instant(),
    expires_at: column.instant(),
    used_at: column.instant().nullable(),
    /** Key of `code_hash`, wrapped by the installation's KEK: the row alone does not tell the code. */
    wrapped_salt: column.bytes(),
    salt_epoch: column.integer(),
    /** Blind index of the number or address: whoever used a code has the telephone or mailbox, and its count begins anew. */
    phone_index: column.bytes(),
  },
  indexes: [
    { name: 'ix_one_time_code_subject', properties: ['purpose', 'subject_id', 'created_at'] },
    { name: 'ix_one_time_code_expires', properties: ['expires_at'] },
  ],
});
export type OneTimeCodeRow = RowOf<typeof OneTimeCodeEntity>;

/** Counts of guessable things in a window: failed passwords per account, sends per number, tries per network … Keys are hashed. */
export const RateCounterEntity = defineEntity({
  name: 'rate_counter',
  properties: {
    key_hash: column.bytes().primary(),
    window_ends_at: column.instant(),
    count: column.integer(),
  },
  indexes: [{ name: 'ix_rate_counter_window', properties: ['window_ends_at'] }],
});

/** A BankID order or an OpenID authorisation that is under way. Secrets are sealed under the installation's key. */
export const IdentificationOrderEntity = defineEntity({
  name: 'identification_order',
  properties: {
    id: column.id().primary(),
    /** `bankid` or `oidc`. */
    kind: column.short(10),
    /** `sign-in`, `step-up` or `link`. */
    purpose: column.short(20),
    /** Whom the caller named, e.g. a session's id (step-up) or a link session's id (link); null for sign-in. */
    subject_id: column.id().nullable(),
    /** SHA-256 of the OpenID `state`; null for BankID. */
    state_hash: column.bytes().nullable(),
    sealed: column.bytes(),
    created_at: column.instant(),
    expires_at: column.instant(),
    finished_at: column.instant().nullable(),
    /** BankID only: when the relying-party API was asked last, and the hint code that it answered (null after success). */
    collected_at: column.instant().nullable(),
    hint: column.short(40).nullable(),
  },
  indexes: [
    { name: 'ix_identification_order_state', properties: ['state_hash'] },
    { name: 'ix_identification_order_subject', properties: ['subject_id'] },
    { name: 'ix_identification_order_expires', properties: ['expires_at'] },
  ],
});
export type IdentificationOrderRow = RowOf<typeof IdentificationOrderEntity>;
