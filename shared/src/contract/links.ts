import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import {
  EmailAddress,
  ExternalMethod,
  Id,
  Instant,
  Language,
  Level,
  Nullable,
  OrganisationCard,
  strict,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { CreateDownload, DownloadView, MessageContent, SenderView } from './messages.ts';
import { BankIdView, CodeChallenge } from './sign-in.ts';

const tag = 'Links (people without an account)';

/**
 * Calls with a link's session carry `X-Link: <id>` and, to change something, `X-CSRF-Token`. The mail's link is
 * `/m/<id>#<token>`: the token is in the fragment, never reaches a log, and is exchanged at once.
 */
export const LINK_HEADER = 'x-link';

/**
 * What the page knows. `step` says what comes next; nothing of the message itself is told before it is opened. Step `identify` with
 * method `email` comes after a shared link: a code to the address that was named.
 */
export const LinkView = Type.Object(
  {
    id: Id,
    step: Type.Union([Type.Literal('address'), Type.Literal('identify'), Type.Literal('ready')]),
    organisation: OrganisationCard,
    senderName: Type.String(),
    language: Language,
    method: ExternalMethod,
    /** sms only: the number with all but two digits hidden; told after the address was right, at a shared link after identification. */
    maskedPhone: Nullable(Type.String()),
    /** Null as long as somebody who came by a shared link is not identified. So are `opened`, `replyAllowed`, `replied`, `readReceipt` and `organisationMayOpen` false. */
    assuranceLevel: Nullable(Level),
    sentAt: Instant,
    expiresAt: Instant,
    opened: Type.Boolean(),
    replyAllowed: Type.Boolean(),
    replied: Type.Boolean(),
    /** The sender will be told of the opening. */
    readReceipt: Type.Boolean(),
    /** Every account of the organisation that has the message's link may open it as well. */
    organisationMayOpen: Type.Boolean(),
    csrfToken: Type.String(),
  },
  strict,
);
export type LinkView = Static<typeof LinkView>;

/** A code on its way. `maskedPhone` is null where it went by e-mail, and where somebody came by a shared link. */
export const LinkCodeChallenge = Type.Object(
  { ...CodeChallenge.properties, maskedPhone: Nullable(Type.String()) },
  strict,
);
export type LinkCodeChallenge = Static<typeof LinkCodeChallenge>;

const LinkCodeAnswer = Type.Object({ challengeId: Id, code: Type.String({ pattern: '^[0-9]{6}$' }) }, strict);

const gone = ['link-not-found', 'link-expired', 'link-recalled', 'link-locked'] as const;

export const exchangeLink = endpoint({
  method: 'POST',
  path: '/link/session',
  tag,
  access: 'public',
  status: 200,
  summary: "Exchange a link's token for a session (sets a cookie); opens nothing",
  body: Type.Object(
    { id: Id, token: Type.String({ minLength: 20, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' }) },
    strict,
  ),
  response: LinkView,
  problems: [...gone],
});
/** What the page of a shared link knows before it knows who reads: nothing of the message, nobody's name but the sender's. */
export const SharedLinkView = Type.Object(
  {
    id: Id,
    organisation: OrganisationCard,
    senderName: Type.String(),
    /** Language of the mail. */
    language: Language,
    sentAt: Instant,
    expiresAt: Instant,
  },
  strict,
);
export type SharedLinkView = Static<typeof SharedLinkView>;

const SharedLinkBody = {
  id: Id,
  token: Type.String({ minLength: 20, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' }),
};

/** The mail of `notification: sender` leads to `/o/<message id>#<token>`, the same for everybody who got it. */
export const viewSharedLink = endpoint({
  method: 'POST',
  path: '/shared-link/view',
  tag,
  access: 'public',
  status: 200,
  summary: 'What a shared link leads to; changes nothing',
  body: Type.Object(SharedLinkBody, strict),
  response: SharedLinkView,
  problems: [...gone],
});
export const enterSharedLink = endpoint({
  method: 'POST',
  path: '/shared-link/enter',
  tag,
  access: 'public',
  status: 200,
  summary:
    "Exchange a shared link and one's address for a session of one's own link (sets a cookie); proves and opens nothing",
  body: Type.Object({ ...SharedLinkBody, email: EmailAddress }, strict),
  response: Type.Union([
    Type.Object({ kind: Type.Literal('link'), link: LinkView }, strict),
    Type.Object({ kind: Type.Literal('account') }, { ...strict, description: 'The reader has an account: sign in' }),
  ]),
  problems: [...gone, 'link-address-wrong', 'too-many-requests'],
});
export const getLink = endpoint({
  method: 'GET',
  path: '/link',
  tag,
  access: 'link',
  status: 200,
  summary: 'Where the reader stands',
  response: LinkView,
  problems: [...gone, 'link-session-ended'],
});
export const leaveLink = endpoint({
  method: 'DELETE',
  path: '/link/session',
  tag,
  access: 'link',
  status: 204,
  summary: 'Close the session',
  response: null,
});
export const confirmAddress = endpoint({
  method: 'POST',
  path: '/link/address',
  tag,
  access: 'link',
  status: 200,
  summary: "Say one's e-mail address; it must be the addressed one",
  body: Type.Object({ email: EmailAddress }, strict),
  response: LinkView,
  problems: [...gone, 'link-address-wrong'],
});
export const sendLinkCode = endpoint({
  method: 'POST',
  path: '/link/sms',
  tag,
  access: 'link',
  status: 200,
  summary: 'Send a code to the number that the sender gave',
  response: LinkCodeChallenge,
  problems: [...gone, 'code-resend-too-soon', 'code-send-limit', 'sms-not-sent'],
});
export const verifyLinkCode = endpoint({
  method: 'POST',
  path: '/link/sms/verify',
  tag,
  access: 'link',
  status: 200,
  summary: 'Check the code',
  body: LinkCodeAnswer,
  response: LinkView,
  problems: [...gone, 'code-wrong', 'code-expired', 'code-too-many-tries'],
});
export const sendLinkMailCode = endpoint({
  method: 'POST',
  path: '/link/email',
  tag,
  access: 'link',
  status: 200,
  summary: 'After a shared link, method email: send a code to the address that was named',
  response: LinkCodeChallenge,
  problems: [...gone, 'not-allowed', 'code-resend-too-soon', 'code-send-limit', 'mail-not-sent'],
});
export const verifyLinkMailCode = endpoint({
  method: 'POST',
  path: '/link/email/verify',
  tag,
  access: 'link',
  status: 200,
  summary: 'Check the code that came by e-mail',
  body: LinkCodeAnswer,
  response: LinkView,
  problems: [...gone, 'not-allowed', 'code-wrong', 'code-expired', 'code-too-many-tries'],
});
export const beginLinkBankId = endpoint({
  method: 'POST',
  path: '/link/bankid',
  tag,
  access: 'link',
  status: 201,
  summary: 'Start a BankID order',
  response: BankIdView,
  problems: [...gone, 'identification-unavailable'],
});
export const collectLinkBankId = endpoint({
  method: 'POST',
  path: '/link/bankid/:id/collect',
  tag,
  access: 'link',
  status: 200,
  summary: 'Where the order stands; call once a second',
  params: Type.Object({ id: Id }, strict),
  response: BankIdView,
  problems: [...gone, 'wrong-person', 'not-found'],
});
export const cancelLinkBankId = endpoint({
  method: 'DELETE',
  path: '/link/bankid/:id',
  tag,
  access: 'link',
  status: 204,
  summary: 'Cancel a BankID order',
  params: Type.Object({ id: Id }, strict),
  response: null,
});
export const beginLinkOidc = endpoint({
  method: 'POST',
  path: '/link/oidc',
  tag,
  access: 'link',
  status: 200,
  summary: "Identify at the chosen OpenID provider; comes back to the link's page",
  response: Type.Object({ url: Type.String() }, strict),
  problems: [...gone, 'identification-unavailable'],
});
export const openLink = endpoint({
  method: 'POST',
  path: '/link/open',
  tag,
  access: 'link',
  status: 200,
  summary: 'Open the message; recorded with the method used',
  response: Type.Object({ ...MessageContent.properties, from: SenderView }, strict),
  problems: [...gone, 'link-not-identified'],
});
export const createLinkDownload = endpoint({
  method: 'POST',
  path: '/link/downloads',
  tag,
  access: 'link',
  status: 201,
  summary: 'Ask for an attachment, or all as a zip',
  body: CreateDownload,
  response: DownloadView,
  problems: [...gone, 'link-not-identified', 'download-limit-reached'],
});
/**
 * Whether the person who was answered is away, or what the function mailbox answers by itself (without `until`). For whoever may
 * read the message: shown on her page, sent nowhere.
 */
export const getLinkAbsence = endpoint({
  method: 'GET',
  path: '/link/absence',
  tag,
  access: 'link',
  status: 200,
  summary: "The automatic reply of the message's sender, while she is away",
  response: Type.Object(
    { absence: Nullable(Type.Object({ text: Type.String(), until: Nullable(Instant) }, strict)) },
    strict,
  ),
  problems: [...gone, 'link-not-identified'],
});
export const replyToLink = endpoint({
  method: 'POST',
  path: '/link/reply',
  tag,
  access: 'link',
  status: 201,
  idempotent: true,
  bodyLimitBytes: LIMITS.messageBodyBytes,
  summary: 'Answer the sender; sealed like the message',
  body: Type.Object(
    {
      bodyText: Type.String({ minLength: 1, maxLength: LIMITS.bodyCharacters, description: 'Plain text' }),
      attachmentIds: Type.Array(Id, { maxItems: LIMITS.attachmentsPerMessage, uniqueItems: true }),
    },
    strict,
  ),
  response: Type.Object({ id: Id, at: Instant }, strict),
  problems: [...gone, 'link-not-identified', 'reply-not-allowed', 'upload-incomplete'],
});
