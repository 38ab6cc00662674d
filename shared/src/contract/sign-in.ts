import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { FactorChallenge } from './account-factors.ts';
import { EmailAddress, Id, Instant, Language, Level, Nullable, OrganisationCard, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import { BankIdView, CodeChallenge, HostSession, SessionHost, SessionView, Theme } from './sign-in-shapes.ts';

export * from './sign-in-shapes.ts';

const tag = 'Sign-in';

const ProviderKey = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
/** A path inside the product to come back to; never another site. */
const ReturnTo = Type.String({ pattern: '^/(?!/)[\\w\\-./?=&%]*$', maxLength: 300 });

export const signInMethods = endpoint({
  method: 'GET',
  path: '/sign-in/methods',
  tag,
  access: 'public',
  status: 200,
  summary: 'Ways to sign in here',
  response: Type.Object(
    {
      password: Type.Boolean(),
      oidc: Type.Array(Type.Object({ key: ProviderKey, label: Type.String() }, strict)),
      demo: Type.Boolean(),
    },
    strict,
  ),
});
export const signInWithPassword = endpoint({
  method: 'POST',
  path: '/sign-in/password',
  tag,
  access: 'public',
  status: 200,
  summary: 'Check e-mail and password; sends a code by SMS, or answers what other factors the account has',
  body: Type.Object(
    { email: EmailAddress, password: Type.String({ minLength: 1, maxLength: LIMITS.password.maxCharacters }) },
    strict,
  ),
  response: Type.Union([CodeChallenge, FactorChallenge]),
  problems: [
    ...(['sign-in-failed', 'account-frozen', 'sign-in-way-off', 'too-many-requests', 'sms-not-sent'] as const),
    'code-send-limit',
  ],
});
export const verifySignInCode = endpoint({
  method: 'POST',
  path: '/sign-in/code',
  tag,
  access: 'public',
  status: 200,
  summary: 'Check the code and start a session (sets the cookie)',
  body: Type.Object({ challengeId: Id, code: Type.String({ pattern: '^[0-9]{6}$' }) }, strict),
  response: SessionView,
  problems: ['code-wrong', 'code-expired', 'code-too-many-tries', 'not-allowed'],
});
export const resendSignInCode = endpoint({
  method: 'POST',
  path: '/sign-in/code/resend',
  tag,
  access: 'public',
  status: 200,
  summary: 'Send a new code; the old one stops working',
  body: Type.Object({ challengeId: Id }, strict),
  response: CodeChallenge,
  problems: ['code-resend-too-soon', 'code-send-limit', 'code-expired'],
});
export const beginOidcSignIn = endpoint({
  method: 'POST',
  path: '/sign-in/oidc',
  tag,
  access: 'public',
  status: 200,
  summary: 'Begin sign-in at an OpenID provider; send the browser to `url`',
  body: Type.Object({ provider: ProviderKey, returnTo: ReturnTo }, strict),
  response: Type.Object({ url: Type.String() }, strict),
  problems: ['identification-unavailable', 'not-allowed'],
});
export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  tag,
  access: 'account',
  own: true,
  addsFactor: true,
  status: 200,
  summary: 'Who is signed in, and how surely',
  response: SessionView,
});
export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  tag,
  access: 'account',
  own: true,
  addsFactor: true,
  status: 204,
  summary: 'Sign out',
  response: null,
});
export const beginBankIdStepUp = endpoint({
  method: 'POST',
  path: '/session/step-up/bankid',
  tag,
  access: 'account',
  own: true,
  status: 201,
  summary: 'Start a BankID order that raises the session to LoA3',
  response: BankIdView,
  problems: ['no-personal-number', 'identification-unavailable'],
});
export const collectBankIdStepUp = endpoint({
  method: 'POST',
  path: '/session/step-up/bankid/:id/collect',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary: 'Where the order stands; call once a second',
  params: Type.Object({ id: Id }, strict),
  response: BankIdView,
  problems: ['wrong-person', 'not-found'],
});
const Base64Url256 = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: '32 bytes, base64url' });
/** The window's page: the host's own (TeamsJS, Office.js), or one in the person's browser. */
const StepUpPage = Type.Union([Type.Literal('host'), Type.Literal('browser')]);
export type StepUpPage = Static<typeof StepUpPage>;
/** Given to the frame by the window, or typed there by the person. */
const StepUpCodeKind = Type.Union([Type.Literal('handed'), Type.Literal('typed')]);
export type StepUpCodeKind = Static<typeof StepUpCodeKind>;

export const beginOidcStepUp = endpoint({
  method: 'POST',
  path: '/session/step-up/oidc',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary:
    'Step up at an OpenID provider, in a window of its own. Bearer sessions give an S256 challenge, and get the path of our window page',
  body: Type.Object({ provider: ProviderKey, challenge: Type.Optional(Base64Url256) }, strict),
  response: Type.Object({ url: Type.String() }, strict),
  problems: ['identification-unavailable', 'handover-invalid'],
});
export const signInWithEntra = endpoint({
  method: 'POST',
  path: '/sign-in/entra',
  tag,
  access: 'public',
  status: 200,
  summary: "Exchange an Entra ID access token for SEFOS' API (nested app authentication) for a session of a host",
  body: Type.Object({ accessToken: Type.String({ minLength: 20, maxLength: 16_000 }), host: SessionHost }, strict),
  response: HostSession,
  problems: [
    'entra-token-invalid',
    'entra-token-signed-out',
    'tenant-not-connected',
    'sign-in-unknown-account',
    'account-frozen',
    'sign-in-way-off',
    'identification-unavailable',
    'too-many-requests',
  ],
});
export const beginHandover = endpoint({
  method: 'POST',
  path: '/sign-in/handover',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary: 'In a sign-in window: a one-time code that gives the host that opened it a session of the same level',
  body: Type.Object({ challenge: Base64Url256, host: SessionHost }, strict),
  response: Type.Object({ code: Type.String(), expiresAt: Instant }, strict),
  problems: ['not-allowed'],
});
export const exchangeHandover = endpoint({
  method: 'POST',
  path: '/sign-in/handover/exchange',
  tag,
  access: 'public',
  status: 200,
  summary: 'Exchange the code and its verifier (RFC 7636, S256) for a session of the host',
  body: Type.Object({ code: Base64Url256, verifier: Base64Url256, host: SessionHost }, strict),
  response: HostSession,
  problems: ['handover-invalid', 'account-frozen', 'too-many-requests'],
});
export const enterStepUpWindow = endpoint({
  method: 'POST',
  path: '/sign-in/step-up-window',
  tag,
  access: 'public',
  status: 200,
  summary: 'In a step-up window of a bearer session: bind this browser to the step-up, once, and where to go',
  body: Type.Object({ challenge: Base64Url256, page: StepUpPage }, strict),
  response: Type.Object({ url: Type.String() }, strict),
  problems: ['handover-invalid', 'identification-unavailable', 'not-allowed'],
});
export const getStepUpCode = endpoint({
  method: 'POST',
  path: '/sign-in/step-up-window/code',
  tag,
  access: 'public',
  status: 200,
  summary: 'In the same browser, after the identification: a one-time code for the frame that began it',
  body: Type.Object({ challenge: Base64Url256, kind: StepUpCodeKind }, strict),
  response: Type.Object({ code: Type.String(), expiresAt: Instant }, strict),
  problems: ['handover-invalid', 'not-allowed'],
});
export const collectOidcStepUp = endpoint({
  method: 'POST',
  path: '/session/step-up/oidc/collect',
  tag,
  access: 'account',
  own: true,
  status: 204,
  summary: "Bearer sessions: raise the session with its window's code and the challenge's verifier; renews the token",
  body: Type.Object({ verifier: Base64Url256, code: Type.String({ pattern: '^[A-Za-z0-9_-]{8,43}$' }) }, strict),
  response: null,
  problems: ['handover-invalid', 'code-wrong', 'code-too-many-tries', 'too-many-requests', 'not-allowed'],
});
export const updateAccount = endpoint({
  method: 'PATCH',
  path: '/account',
  tag: 'Account',
  access: 'account',
  own: true,
  status: 200,
  summary: "Change one's own language or theme",
  body: Type.Object(
    { language: Type.Optional(Language), theme: Type.Optional(Theme) },
    { ...strict, minProperties: 1 },
  ),
  response: SessionView,
});
export const getLevels = endpoint({
  method: 'GET',
  path: '/organisation/levels',
  tag: 'Organisation',
  access: 'account',
  status: 200,
  summary: "The organisation's levels of assurance",
  response: Type.Array(
    Type.Object(
      {
        level: Level,
        active: Type.Boolean(),
        /** The organisation's own words by language; null = the product's text. */
        description: Nullable(Type.Record(Language, Type.String())),
        /** Methods for recipients without an account, weakest first. */
        methods: Type.Array(Type.String()),
      },
      strict,
    ),
  ),
});
export { OrganisationCard };
