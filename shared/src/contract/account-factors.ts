import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { SecondFactorRules } from './organisation-rules.ts';
import { CodeChallenge, SessionView } from './sign-in-shapes.ts';

const tag = 'Account security';

/** What an account can be asked for beside its password; `recovery` is a code that was written down. */
export const FactorKind = Type.Union([
  Type.Literal('passkey'),
  Type.Literal('totp'),
  Type.Literal('sms'),
  Type.Literal('recovery'),
]);
export type FactorKind = Static<typeof FactorKind>;

const Ticket = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'Secret; stands for the right password' });
const SixDigits = Type.String({ pattern: '^[0-9]{6}$' });
const RecoveryCode = Type.String({ pattern: '^[2-9A-HJ-NP-Z]{16}$', description: 'Without spaces and hyphens' });

/** The password was right: what it can be followed by, strongest first. An account with SMS alone gets a `CodeChallenge` instead. */
export const FactorChallenge = Type.Object(
  { ticket: Ticket, factors: Type.Array(FactorKind), maskedPhone: Nullable(Type.String()), expiresAt: Instant },
  strict,
);
export type FactorChallenge = Static<typeof FactorChallenge>;

const Base64Url = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength });
const CredentialId = Base64Url(1_400);
const Transports = Type.Array(Type.String({ pattern: '^[a-z-]{1,20}$' }), { maxItems: 10 });
const Credential = Type.Object({ id: CredentialId, transports: Transports }, strict);

/** What the browser asks a passkey for: `PublicKeyCredentialRequestOptions` (WebAuthn §5.5); user verification is required. */
export const PasskeyRequest = Type.Object(
  {
    challengeId: Id,
    challenge: Type.String(),
    rpId: Type.String(),
    timeoutMilliseconds: Type.Integer(),
    /** None: whichever passkey the person picks says who she is. */
    allowed: Type.Array(Credential),
  },
  strict,
);
export type PasskeyRequest = Static<typeof PasskeyRequest>;

/** What the browser makes a passkey of: `PublicKeyCredentialCreationOptions` (WebAuthn §5.4); discoverable, user verification required. */
export const PasskeyCreation = Type.Object(
  {
    challengeId: Id,
    challenge: Type.String(),
    rp: Type.Object({ id: Type.String(), name: Type.String() }, strict),
    user: Type.Object({ id: Type.String(), name: Type.String(), displayName: Type.String() }, strict),
    algorithms: Type.Array(Type.Integer()),
    timeoutMilliseconds: Type.Integer(),
    excluded: Type.Array(Credential),
  },
  strict,
);
export type PasskeyCreation = Static<typeof PasskeyCreation>;

const Assertion = Type.Object(
  {
    id: CredentialId,
    clientDataJSON: Base64Url(4_000),
    authenticatorData: Base64Url(4_000),
    signature: Base64Url(2_000),
    userHandle: Nullable(Base64Url(100)),
  },
  strict,
);
export type PasskeyAssertion = Static<typeof Assertion>;
const Attestation = Type.Object(
  { id: CredentialId, clientDataJSON: Base64Url(4_000), attestationObject: Base64Url(20_000), transports: Transports },
  strict,
);
export type PasskeyAttestation = Static<typeof Attestation>;

const TotpAnswer = Type.Object({ kind: Type.Literal('totp'), code: SixDigits }, strict);
const RecoveryAnswer = Type.Object({ kind: Type.Literal('recovery'), code: RecoveryCode }, strict);
const PasskeyAnswer = Type.Object({ kind: Type.Literal('passkey'), challengeId: Id, response: Assertion }, strict);
const SmsAnswer = Type.Object({ kind: Type.Literal('sms'), challengeId: Id, code: SixDigits }, strict);
const FactorAnswer = Type.Union([TotpAnswer, RecoveryAnswer, PasskeyAnswer]);
export type FactorAnswer = Static<typeof FactorAnswer>;
const ConfirmAnswer = Type.Union([TotpAnswer, RecoveryAnswer, PasskeyAnswer, SmsAnswer]);
export type ConfirmAnswer = Static<typeof ConfirmAnswer>;

const factorProblems = [
  'code-wrong',
  'code-used',
  'code-expired',
  'code-too-many-tries',
  'passkey-refused',
  'too-many-requests',
] as const;

export const sendSignInSms = endpoint({
  method: 'POST',
  path: '/sign-in/factors/sms',
  tag,
  access: 'public',
  status: 200,
  summary: 'After the password: send the code by SMS; it goes to /sign-in/code',
  body: Type.Object({ ticket: Ticket }, strict),
  response: CodeChallenge,
  problems: [
    ...(['code-expired', 'account-frozen', 'sign-in-way-off', 'sms-not-sent', 'code-send-limit'] as const),
    'code-resend-too-soon',
  ],
});
export const askSignInPasskey = endpoint({
  method: 'POST',
  path: '/sign-in/factors/passkey',
  tag,
  access: 'public',
  status: 200,
  summary: 'What to ask a passkey for: after the password with its ticket, or alone',
  body: Type.Object({ ticket: Type.Optional(Ticket) }, strict),
  response: PasskeyRequest,
  problems: ['code-expired', 'too-many-requests'],
});
export const signInWithFactor = endpoint({
  method: 'POST',
  path: '/sign-in/factors',
  tag,
  access: 'public',
  status: 200,
  summary: 'Check the factor and start a session (sets the cookie); a passkey alone needs no ticket',
  body: Type.Object({ ticket: Type.Optional(Ticket), answer: FactorAnswer }, strict),
  response: SessionView,
  problems: [...factorProblems, 'account-frozen', 'sign-in-way-off', 'not-allowed'],
});

const PasskeyView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    createdAt: Instant,
    usedAt: Nullable(Instant),
    /** Kept by a password manager on several devices. */
    synced: Type.Boolean(),
  },
  strict,
);
export type PasskeyView = Static<typeof PasskeyView>;

/** How one identifies oneself anew before factors are changed. */
const ConfirmWay = Type.Union([Type.Literal('passkey'), Type.Literal('password'), Type.Literal('bankid')]);
export type ConfirmWay = Static<typeof ConfirmWay>;

export const AccountFactors = Type.Object(
  {
    password: Type.Boolean(),
    maskedPhone: Nullable(Type.String()),
    /** Joined sign-ins at providers: `entra`, or an issuer's host. */
    providers: Type.Array(Type.String()),
    totp: Nullable(Type.Object({ createdAt: Instant }, strict)),
    passkeys: Type.Array(PasskeyView),
    recoveryCodes: Type.Object({ left: Type.Integer(), createdAt: Nullable(Instant) }, strict),
    /** Which of them the organisation lets be used; one that is left although it is not can be removed, and opens nothing. */
    allowed: SecondFactorRules,
    confirmBy: Type.Array(ConfirmWay),
    /** Until when this session counts as freshly identified; null when it does not. */
    freshUntil: Nullable(Instant),
  },
  strict,
);
export type AccountFactors = Static<typeof AccountFactors>;

const own = { tag, access: 'account', own: true } as const;
const needsFresh = ['confirmation-required', 'not-allowed'] as const;

export const getAccountFactors = endpoint({
  ...own,
  method: 'GET',
  path: '/account/factors',
  addsFactor: true,
  status: 200,
  summary: 'How one can sign in, and what can be changed',
  response: AccountFactors,
});
export const changePassword = endpoint({
  ...own,
  method: 'PUT',
  path: '/account/password',
  status: 204,
  summary: 'Change the password; every other session ends',
  body: Type.Object(
    {
      current: Type.String({ minLength: 1, maxLength: LIMITS.password.maxCharacters }),
      next: Type.String({ minLength: 1, maxLength: LIMITS.password.maxCharacters }),
    },
    strict,
  ),
  response: null,
  problems: [...needsFresh, 'password-wrong', 'password-too-short', 'password-guessable', 'too-many-requests'],
});
export const beginTotp = endpoint({
  ...own,
  method: 'POST',
  path: '/account/factors/totp',
  addsFactor: true,
  status: 201,
  summary: 'Make a secret for an authenticator app; it counts once a code has confirmed it',
  response: Type.Object(
    {
      secret: Type.String({ description: 'Base32, shown once' }),
      uri: Type.String(),
      qr: Type.Object({ size: Type.Integer(), path: Type.String() }, strict),
      expiresAt: Instant,
    },
    strict,
  ),
  problems: [...needsFresh, 'factor-exists'],
});
export const confirmTotp = endpoint({
  ...own,
  method: 'POST',
  path: '/account/factors/totp/confirm',
  addsFactor: true,
  status: 204,
  summary: 'Confirm the secret with a code of the app',
  body: Type.Object({ code: SixDigits }, strict),
  response: null,
  problems: ['not-allowed', 'code-wrong', 'code-expired', 'too-many-requests'],
});
export const removeTotp = endpoint({
  ...own,
  method: 'DELETE',
  path: '/account/factors/totp',
  status: 204,
  summary: 'Remove the authenticator app',
  response: null,
  problems: [...needsFresh, 'not-found', 'factor-last'],
});
export const beginPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/account/factors/passkeys/challenge',
  addsFactor: true,
  status: 200,
  summary: 'What to make a passkey of',
  response: PasskeyCreation,
  problems: [...needsFresh, 'passkeys-too-many'],
});
const PasskeyName = Type.String({ minLength: 1, maxLength: LIMITS.passkeyNameCharacters, pattern: '\\S' });
export const addPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/account/factors/passkeys',
  addsFactor: true,
  status: 201,
  summary: 'Keep a passkey that the browser made',
  body: Type.Object({ challengeId: Id, name: PasskeyName, response: Attestation }, strict),
  response: PasskeyView,
  problems: ['not-allowed', 'passkey-refused', 'passkeys-too-many'],
});
export const renamePasskey = endpoint({
  ...own,
  method: 'PATCH',
  path: '/account/factors/passkeys/:id',
  status: 204,
  summary: 'Rename a passkey',
  params: IdParams,
  body: Type.Object({ name: PasskeyName }, strict),
  response: null,
  problems: ['not-found'],
});
export const removePasskey = endpoint({
  ...own,
  method: 'DELETE',
  path: '/account/factors/passkeys/:id',
  status: 204,
  summary: 'Remove a passkey',
  params: IdParams,
  response: null,
  problems: [...needsFresh, 'not-found', 'factor-last'],
});
export const makeRecoveryCodes = endpoint({
  ...own,
  method: 'POST',
  path: '/account/factors/recovery-codes',
  status: 201,
  summary: 'Make recovery codes, shown this once; earlier ones stop working',
  response: Type.Object({ codes: Type.Array(Type.String()) }, strict),
  problems: [...needsFresh],
});

export const confirmWithPassword = endpoint({
  ...own,
  method: 'POST',
  path: '/session/confirm/password',
  addsFactor: true,
  status: 200,
  summary: 'Identify anew: check the password; a factor follows',
  body: Type.Object({ password: Type.String({ minLength: 1, maxLength: LIMITS.password.maxCharacters }) }, strict),
  response: FactorChallenge,
  problems: ['not-allowed', 'password-wrong', 'too-many-requests'],
});
export const sendConfirmSms = endpoint({
  ...own,
  method: 'POST',
  path: '/session/confirm/sms',
  addsFactor: true,
  status: 200,
  summary: 'Identify anew: send a code by SMS',
  body: Type.Object({ ticket: Ticket }, strict),
  response: CodeChallenge,
  problems: ['not-allowed', 'code-expired', 'sms-not-sent', 'code-send-limit', 'code-resend-too-soon'],
});
export const askConfirmPasskey = endpoint({
  ...own,
  method: 'POST',
  path: '/session/confirm/passkey',
  addsFactor: true,
  status: 200,
  summary: "Identify anew: what to ask one's passkey for",
  response: PasskeyRequest,
  problems: ['not-allowed', 'too-many-requests'],
});
export const confirmSession = endpoint({
  ...own,
  method: 'POST',
  path: '/session/confirm',
  addsFactor: true,
  status: 200,
  summary: 'Identify anew: the session counts as fresh for five minutes, and gets a new cookie',
  body: Type.Object({ ticket: Type.Optional(Ticket), answer: ConfirmAnswer }, strict),
  response: SessionView,
  problems: [...factorProblems, 'not-allowed'],
});
