import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import {
  AttachmentView,
  Cursor,
  EmailAddress,
  ExternalMethod,
  Id,
  IdParams,
  Instant,
  Language,
  Level,
  Nullable,
  strict,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Messages';
const literals = <const T extends readonly string[]>(...values: T) => Type.Unsafe<T[number]>(Type.Enum([...values]));

export const RecipientStatusSchema = literals(
  'sent',
  'notified',
  'notification-failed',
  'bounced',
  'opened',
  'downloaded',
  'replied',
  'recalled',
  'expired',
  'purged',
);
export const RecipientEventKindSchema = literals(
  'sent',
  'notified',
  'notification-failed',
  'bounced',
  'opened',
  'downloaded',
  'replied',
  'recalled',
  'expired',
  'purged',
  'wrong-address',
  'wrong-code',
  'wrong-person',
  'locked',
);

/** Where an address leads: a mailbox of one's own organisation, of another one, or a person without an account. */
export const AddressKind = literals('internal', 'other-organisation', 'external');

/** How a recipient without an account is reached and identified. */
export const ExternalStep = Type.Object(
  {
    method: ExternalMethod,
    phone: Type.Optional(Type.String({ maxLength: 40, description: 'Required for sms' })),
    personalNumber: Type.Optional(Type.String({ maxLength: 13, description: 'Required for bankid, freja and siths' })),
    language: Language,
    /** Stands readable in the notification mail; empty = the default text. */
    openText: Type.Optional(Type.String({ maxLength: LIMITS.openTextCharacters })),
  },
  strict,
);
export type ExternalStep = Static<typeof ExternalStep>;

export const RecipientInput = Type.Object(
  { address: EmailAddress, kind: literals('to', 'cc', 'bcc'), external: Type.Optional(ExternalStep) },
  strict,
);
export type RecipientInput = Static<typeof RecipientInput>;

export const SendMessage = Type.Object(
  {
    mailboxId: Id,
    recipients: Type.Array(RecipientInput, { minItems: 1, maxItems: LIMITS.recipientsPerMessage }),
    subject: Type.String({ minLength: 1, maxLength: LIMITS.subjectCharacters }),
    /** HTML of the editor; sanitised at the door (a small set of tags, no images, no styles). */
    bodyHtml: Type.String({ maxLength: LIMITS.bodyCharacters }),
    attachmentIds: Type.Array(Id, { maxItems: LIMITS.attachmentsPerMessage, uniqueItems: true }),
    assuranceLevel: Level,
    replyAllowed: Type.Boolean(),
    /** External links stop working then; default: the organisation's number of days. */
    validUntil: Type.Optional(Instant),
    inReplyTo: Type.Optional(Id),
  },
  strict,
);
export type SendMessage = Static<typeof SendMessage>;

const Person = Type.Object({ name: Type.String(), address: Type.String() }, strict);

export const RecipientView = Type.Object(
  {
    id: Id,
    kind: literals('to', 'cc', 'bcc'),
    address: Type.String(),
    name: Type.String(),
    addressKind: AddressKind,
    /** For the sender only; null for other readers. */
    status: Nullable(RecipientStatusSchema),
    method: Nullable(Type.String()),
    recallable: Type.Boolean(),
  },
  strict,
);
export type RecipientView = Static<typeof RecipientView>;

/** A row of a list. `subject` is null when it cannot be shown: recalled, expired, purged, or the session is below the level. */
export const MessageRow = Type.Object(
  {
    id: Id,
    messageId: Id,
    subject: Nullable(Type.String()),
    from: Person,
    recipients: Type.Array(Type.Object({ name: Type.String(), address: Type.String() }, strict), {
      description: 'At most three; recipientCount tells how many',
    }),
    recipientCount: Type.Integer(),
    assuranceLevel: Level,
    attachmentCount: Type.Integer(),
    at: Instant,
    unread: Type.Boolean(),
    status: RecipientStatusSchema,
    /** Links only: the chosen identification method. */
    method: Nullable(Type.String()),
    unavailable: Nullable(literals('recalled', 'expired', 'purged', 'step-up')),
  },
  strict,
);
export type MessageRow = Static<typeof MessageRow>;

/** What is known of a message without opening it. */
export const MessageHead = Type.Object(
  {
    id: Id,
    role: literals('sender', 'recipient'),
    conversationId: Id,
    inReplyTo: Nullable(Id),
    from: Person,
    recipients: Type.Array(RecipientView),
    assuranceLevel: Level,
    replyAllowed: Type.Boolean(),
    at: Instant,
    attachmentCount: Type.Integer(),
    validUntil: Nullable(Instant),
    stepUpNeeded: Type.Boolean(),
    unavailable: Nullable(literals('recalled', 'expired', 'purged')),
  },
  strict,
);
export type MessageHead = Static<typeof MessageHead>;

export const MessageContent = Type.Object(
  { subject: Type.String(), bodyHtml: Type.String(), attachments: Type.Array(AttachmentView) },
  strict,
);
export type MessageContent = Static<typeof MessageContent>;

export const TimelineEvent = Type.Object(
  {
    id: Id,
    kind: RecipientEventKindSchema,
    at: Instant,
    method: Nullable(Type.String()),
    /** Attachment name (downloaded), reply's message id (replied) … */
    attachmentName: Nullable(Type.String()),
    /** downloaded: everything as a zip, not one file. */
    allAttachments: Type.Boolean(),
    replyMessageId: Nullable(Id),
  },
  strict,
);
export type TimelineEvent = Static<typeof TimelineEvent>;
export const Timeline = Type.Array(
  Type.Object({ recipient: RecipientView, events: Type.Array(TimelineEvent) }, strict),
);
export type Timeline = Static<typeof Timeline>;

export const Folder = literals('inbox', 'sent', 'links');
export type Folder = Static<typeof Folder>;
export const MessagePage = Type.Object({ rows: Type.Array(MessageRow), nextCursor: Nullable(Cursor) }, strict);
export type MessagePage = Static<typeof MessagePage>;

/** A download that this session asked for; `url` works with the session's cookie only, answers Range, and ends at `expiresAt`. */
export const DownloadView = Type.Object(
  { id: Id, url: Type.String(), fileName: Type.String(), sizeBytes: Nullable(Type.Integer()), expiresAt: Instant },
  strict,
);
export type DownloadView = Static<typeof DownloadView>;
/** One attachment, or everything as a zip with the message as a page (`message.html`). */
export const CreateDownload = Type.Object({ attachmentId: Nullable(Id) }, strict);

export const getMailboxes = endpoint({
  method: 'GET',
  path: '/mailboxes',
  tag: 'Mailboxes',
  access: 'account',
  status: 200,
  summary: 'Mailboxes that one may use',
  response: Type.Array(
    Type.Object(
      {
        id: Id,
        kind: literals('personal', 'function'),
        name: Type.String(),
        address: Type.String(),
        unread: Type.Integer(),
      },
      strict,
    ),
  ),
});
export const resolveRecipients = endpoint({
  method: 'POST',
  path: '/recipients/resolve',
  tag,
  access: 'account',
  status: 200,
  summary: 'Where addresses lead; an address that is none is answered as invalid',
  body: Type.Object(
    { addresses: Type.Array(Type.String({ maxLength: 300 }), { minItems: 1, maxItems: LIMITS.recipientsPerMessage }) },
    strict,
  ),
  response: Type.Array(
    Type.Object(
      {
        input: Type.String(),
        address: Nullable(Type.String()),
        kind: literals('internal', 'other-organisation', 'external', 'invalid'),
        name: Nullable(Type.String()),
        organisation: Nullable(Type.String()),
      },
      strict,
    ),
  ),
});
export const suggestRecipients = endpoint({
  method: 'GET',
  path: '/recipients/suggest',
  tag,
  access: 'account',
  status: 200,
  summary: 'Colleagues whose name or address begins with `q`, at most eight',
  query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 100 }) }, strict),
  response: Type.Array(Type.Object({ name: Type.String(), address: Type.String() }, strict)),
});
export const sendMessage = endpoint({
  method: 'POST',
  path: '/messages',
  tag,
  access: 'account',
  status: 201,
  idempotent: true,
  bodyLimitBytes: LIMITS.messageBodyBytes,
  summary: 'Seal and send a message; answered after it is durable',
  body: SendMessage,
  response: Type.Object({ id: Id, at: Instant }, strict),
  problems: [
    'body-too-large',
    'upload-too-large',
    'message-unavailable',
    'recipient-invalid',
    'recipients-duplicate',
    'recipient-step-missing',
    'method-below-level',
    'method-unavailable',
    'level-inactive',
    'phone-invalid',
    'personal-number-invalid',
    'valid-until-invalid',
    'upload-incomplete',
    'upload-not-found',
    'reply-not-allowed',
    'step-up-required',
  ],
});
export const listMessages = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/messages',
  tag,
  access: 'account',
  status: 200,
  summary: 'A page of a folder, newest first',
  params: IdParams,
  query: Type.Object(
    {
      folder: Folder,
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
    },
    strict,
  ),
  response: MessagePage,
});
export const getMessage = endpoint({
  method: 'GET',
  path: '/messages/:id',
  tag,
  access: 'account',
  status: 200,
  summary: 'A message without its content; opens nothing',
  params: IdParams,
  response: MessageHead,
});
export const openMessage = endpoint({
  method: 'POST',
  path: '/messages/:id/open',
  tag,
  access: 'account',
  status: 200,
  summary: 'Open a message: decrypts it and, for a recipient, records the opening',
  params: IdParams,
  response: MessageContent,
  problems: ['step-up-required', 'message-unavailable'],
});
export const getTimeline = endpoint({
  method: 'GET',
  path: '/messages/:id/timeline',
  tag,
  access: 'account',
  status: 200,
  summary: 'What happened to each recipient; for the sender',
  params: IdParams,
  response: Timeline,
});
export const recallMessage = endpoint({
  method: 'POST',
  path: '/messages/:id/recall',
  tag,
  access: 'account',
  status: 200,
  summary: 'Recall for some or all recipients who have not opened it',
  params: IdParams,
  body: Type.Object(
    {
      recipientIds: Nullable(Type.Array(Id, { minItems: 1, maxItems: LIMITS.recipientsPerMessage, uniqueItems: true })),
    },
    strict,
  ),
  response: Type.Object({ recalled: Type.Array(Id), alreadyOpened: Type.Array(Id) }, strict),
  problems: ['already-opened', 'already-recalled'],
});
export const createDownload = endpoint({
  method: 'POST',
  path: '/messages/:id/downloads',
  tag,
  access: 'account',
  status: 201,
  summary: 'Ask for an attachment, or all as a zip',
  params: IdParams,
  body: CreateDownload,
  response: DownloadView,
  problems: ['not-allowed', 'step-up-required', 'message-unavailable'],
});
