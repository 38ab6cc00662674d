import { type Static, Type } from 'typebox';
import { Id, Instant, Language, Level, Nullable, strict } from './common.ts';

/** A six-digit code is on its way; the number is masked. */
export const CodeChallenge = Type.Object(
  { challengeId: Id, maskedPhone: Type.String(), expiresAt: Instant, resendAt: Instant },
  strict,
);
export type CodeChallenge = Static<typeof CodeChallenge>;

export const Role = Type.Union([
  Type.Literal('user'),
  Type.Literal('organisation-administrator'),
  Type.Literal('system-administrator'),
]);
export const Theme = Type.Union([
  Type.Literal('system'),
  Type.Literal('light'),
  Type.Literal('dark'),
  Type.Literal('contrast'),
]);

export const SessionView = Type.Object(
  {
    account: Type.Object(
      {
        id: Id,
        email: Type.String(),
        displayName: Type.String(),
        language: Language,
        theme: Theme,
        roles: Type.Array(Role),
        /** Kept by a directory through SCIM: she does not change her name herself. Absent = it is not. */
        provisioned: Type.Optional(Type.Literal(true)),
      },
      strict,
    ),
    organisation: Type.Object({ id: Id, name: Type.String() }, strict),
    mailboxId: Id,
    level: Level,
    method: Type.String({ description: 'How the person was identified last' }),
    /** Send it back as `X-CSRF-Token` with every request that changes something. */
    csrfToken: Type.String(),
    expiresAt: Instant,
    idleSeconds: Type.Integer(),
    /** The organisation has turned off what the person signed in with: she adds another factor before she gets further. */
    factorNeeded: Type.Optional(Type.Literal(true)),
    /** Ways to raise the session's level, strongest first. */
    stepUp: Type.Array(
      Type.Object(
        {
          kind: Type.Union([Type.Literal('bankid'), Type.Literal('oidc')]),
          provider: Nullable(Type.String()),
          label: Type.String(),
          level: Level,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SessionView = Static<typeof SessionView>;

/** State of a BankID order as a page shows it; `qr` is a square of `size` modules as an SVG path, new every second. */
export const BankIdView = Type.Object(
  {
    orderId: Id,
    status: Type.Union([Type.Literal('pending'), Type.Literal('failed'), Type.Literal('complete')]),
    hint: Nullable(Type.String({ description: 'hintCode of BankID RP API v6' })),
    autoStartToken: Nullable(Type.String()),
    qr: Nullable(Type.Object({ size: Type.Integer(), path: Type.String() }, strict)),
  },
  strict,
);
export type BankIdView = Static<typeof BankIdView>;

/** Where a bearer session may be used. */
export const SessionHost = Type.Union([Type.Literal('teams'), Type.Literal('outlook')]);
export type SessionHost = Static<typeof SessionHost>;

/**
 * A session of a Microsoft host, where cookies are partitioned or blocked: `token` goes into `Authorization: Bearer` with every
 * call, needs no CSRF token, and works in that host only (`X-Sefos-Host`).
 */
export const HostSession = Type.Object({ token: Type.String(), session: SessionView }, strict);
export type HostSession = Static<typeof HostSession>;

/** Says which host a bearer session is used in; must be the one that it was made for. */
export const SESSION_HOST_HEADER = 'x-sefos-host';
/** Carries a bearer session's new token in the answer that renewed it (step-up); the old one has ended. */
export const SESSION_TOKEN_HEADER = 'x-session-token';
