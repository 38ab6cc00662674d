import { type Static, Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { BOUNCE_REASONS, RECIPIENT_EVENT_KINDS, RECIPIENT_STATUSES } from '../domain/status.ts';
import {
  AttachmentView,
  Cursor,
  EmailAddress,
  ExternalMethod,
  Id,
  Instant,
  Language,
  Level,
  Nullable,
  strict,
} from './common.ts';

/** One of some words, as a JSON Schema enum with its literal types. */
export const literals = <const T extends readonly string[]>(...values: T) =>
  Type.Unsafe<T[number]>(Type.Enum([...values]));

export const RecipientStatusSchema = literals(...RECIPIENT_STATUSES);
export const RecipientEventKindSchema = literals(...RECIPIENT_EVENT_KINDS);

/** Where an address leads: a mailbox of one's own organisation, of another one, or a person without an account. */
export const AddressKind = literals('internal', 'other-organisation', 'external');

/** How a recipient without an account is reached and identified. */
export const ExternalStep = Type.Object(
  {
    method: ExternalMethod,
    phone: Type.Optional(Type.String({ maxLength: 40, description: 'Required for sms' })),
    personalNumber: Type.Optional(Type.String({ maxLength: 13, description: 'Required for bankid, freja and siths' })),
    language: Language,
    /** Instead of number or personnummer: what the mailbox knows (findKnownDetails). Refused with known-details-changed when it no longer is that. */
    known: Type.Optional(Id),
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

/** Hex SHA-256 of a mail program's id of a draft. */
export const DraftKey = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A draft's id, made by the client that begins it: a UUID, random or by time. */
export const DraftId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUIDv4 or UUIDv7',
});

/** Who can open a message: `recipientsAndOrganisation` = also every account of the sender's organisation that has its link. */
export const Audience = literals('recipients', 'recipientsAndOrganisation');

export const MaxDownloads = Type.Integer({ minimum: 1, maximum: LIMITS.downloadsPerRecipient });

export const SendMessage = Type.Object(
  {
    mailboxId: Id,
    recipients: Type.Array(RecipientInput, { minItems: 1, maxItems: LIMITS.recipientsPerMessage }),
    subject: Type.String({ minLength: 1, maxLength: LIMITS.subjectCharacters }),
    /** HTML of the editor; sanitised at the door (a small set of tags, no styles, no pictures but data: ones within their limits). */
    bodyHtml: Type.String({ maxLength: LIMITS.bodyHtmlCharacters }),
    attachmentIds: Type.Array(Id, { maxItems: LIMITS.attachmentsPerMessage, uniqueItems: true }),
    assuranceLevel: Level,
    replyAllowed: Type.Boolean(),
    /** External links stop working then; default: the organisation's number of days. */
    validUntil: Type.Optional(Instant),
    /** How often each recipient may download each attachment; default: as often as she likes. */
    maxDownloads: Type.Optional(MaxDownloads),
    /** The sender is told, in SEFOS and by mail, when each recipient opens. Default: no. */
    readReceipt: Type.Optional(Type.Boolean()),
    /** Who can open it; default: recipients. */
    audience: Type.Optional(Audience),
    inReplyTo: Type.Optional(Id),
    /** The message that is passed on: one that may be read, at its level or above (level-below-original). Not with `inReplyTo`. */
    forwardOf: Type.Optional(Id),
    /**
     * Who is told by mail. `links` (default): people without an account. `everybody`: colleagues as well. `sender`: the sender's
     * own mail program sends one mail to all (getSenderNotification); if it does not confirm in time, SEFOS tells everybody.
     */
    notification: Type.Optional(literals('links', 'everybody', 'sender')),
    /** The same draft is sent once, from whichever device. */
    draftKey: Type.Optional(DraftKey),
    /** The draft that becomes this message, saved or not: it goes with the sending, and is sent once, from whichever page. */
    draftId: Type.Optional(DraftId),
    /** Its revision as the sender saw it: refused with draft-changed when it was saved elsewhere since. */
    draftRevision: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);
export type SendMessage = Static<typeof SendMessage>;

/** Who a message is from. `sentBy`: the colleague who wrote it on behalf of the mailbox's holder (domain/sender-line.ts). */
export const SenderView = Type.Object(
  { name: Type.String(), address: Type.String(), sentBy: Type.Optional(Type.String()) },
  strict,
);
export type SenderView = Static<typeof SenderView>;

export const RecipientView = Type.Object(
  {
    id: Id,
    kind: literals('to', 'cc', 'bcc'),
    address: Type.String(),
    name: Type.String(),
    addressKind: AddressKind,
    /** For the sender only; null for other readers. */
    status: Nullable(RecipientStatusSchema),
    /** For the sender, of status `sent`: delivered, and no mail tells of it. */
    unnotified: Type.Optional(Type.Literal(true)),
    method: Nullable(Type.String()),
    /** Timeline only: the number that codes go to, as its reader sees it (its last two digits), where the session's level lets it be told. */
    maskedPhone: Type.Optional(Type.String()),
    recallable: Type.Boolean(),
    /** For the sender, of somebody who has opened and can still read. Absent = no. */
    accessEndable: Type.Optional(Type.Boolean()),
    /** For the sender, of a link whose end may still be changed: when it ends, or has ended. */
    validUntil: Type.Optional(Instant),
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
    from: SenderView,
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
    /** Arkiv only: the folder that the row came from and goes back to. */
    archivedFrom: Type.Optional(literals('inbox', 'sent')),
    /** Borttagna only: the kind of the row, and when it is destroyed for good: never, while it is held. */
    deleted: Type.Optional(
      Type.Object({ from: literals('inbox', 'sent'), until: Instant, held: Type.Optional(Type.Literal(true)) }, strict),
    ),
  },
  strict,
);
export type MessageRow = Static<typeof MessageRow>;

/** What is known of a message without opening it. */
export const MessageHead = Type.Object(
  {
    id: Id,
    /** `colleague`: of the sender's organisation, which may open it as a whole (audience); neither sent nor received it. */
    role: literals('sender', 'recipient', 'colleague'),
    /** The message that it answers, when the reader's mailbox has that one too. */
    inReplyTo: Nullable(Id),
    /** No person sent it: an automatic reply. */
    automatic: Type.Optional(Type.Boolean()),
    from: SenderView,
    /** Who wrote it in a function mailbox; told inside the sender's organisation alone. Never part of what is quoted or exported. */
    writtenBy: Type.Optional(Type.String()),
    recipients: Type.Array(RecipientView),
    assuranceLevel: Level,
    replyAllowed: Type.Boolean(),
    /** For the sender: whether the recipients may answer. */
    recipientsMayReply: Type.Optional(Type.Boolean()),
    at: Instant,
    attachmentCount: Type.Integer(),
    validUntil: Nullable(Instant),
    /** How often each recipient may download each attachment; null = as often as she likes. */
    maxDownloads: Nullable(MaxDownloads),
    /** The sender is told when a recipient opens; for a recipient: when she does, as long as she has not. Absent = no. */
    readReceipt: Type.Optional(Type.Boolean()),
    /** Absent = recipients. */
    audience: Type.Optional(Audience),
    /** The reader is of the sender's organisation, which can open the message by its link now. Absent = no. */
    shareable: Type.Optional(Type.Boolean()),
    /** Kept whatever its age (holdMessage), for readers of the sender's organisation. Absent = no. */
    held: Type.Optional(Type.Boolean()),
    /** The reader may keep it, or end that. Absent = no. */
    mayHold: Type.Optional(Type.Boolean()),
    stepUpNeeded: Type.Boolean(),
    unavailable: Nullable(literals('recalled', 'expired', 'purged')),
    /** The reader has deleted it: until when she can bring it back. */
    deletedUntil: Type.Optional(Instant),
  },
  strict,
);
export type MessageHead = Static<typeof MessageHead>;

/** An attachment as its reader sees it. */
export const CountedAttachmentView = Type.Object(
  {
    ...AttachmentView.properties,
    /** How many downloads the reader has left; absent where nothing is counted. */
    downloadsLeft: Type.Optional(Type.Integer()),
  },
  strict,
);

export type CountedAttachmentView = Static<typeof CountedAttachmentView>;

export const MessageContent = Type.Object(
  { subject: Type.String(), bodyHtml: Type.String(), attachments: Type.Array(CountedAttachmentView) },
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
    /** The colleague who did it on behalf of the recipient. */
    by: Type.Optional(Type.String()),
    /** bounced, delayed: what the mail system behind the address has said; absent when it has not. */
    reason: Type.Optional(literals(...BOUNCE_REASONS)),
  },
  strict,
);
export type TimelineEvent = Static<typeof TimelineEvent>;
/** How often a recipient has downloaded an attachment, to its end. */
const DownloadCount = Type.Object({ attachmentName: Nullable(Type.String()), completed: Type.Integer() }, strict);
export const Timeline = Type.Array(
  Type.Object(
    {
      recipient: RecipientView,
      events: Type.Array(TimelineEvent),
      /** Absent where the message has no limit (MessageHead.maxDownloads); else every attachment that has been downloaded. */
      downloads: Type.Optional(Type.Array(DownloadCount)),
    },
    strict,
  ),
);
export type Timeline = Static<typeof Timeline>;

/**
 * `deleted` shows what its holder deleted and can bring back, by time alone, and to nobody else. `archive` shows what was put aside from inbox and sent, which no longer show it; a link's row stays in `links` until its message is
 * deleted and it can no longer be opened.
 */
export const Folder = literals('inbox', 'sent', 'links', 'archive', 'deleted');
export type Folder = Static<typeof Folder>;
export const MessagePage = Type.Object(
  {
    rows: Type.Array(MessageRow),
    nextCursor: Nullable(Cursor),
    /**
     * Searches only, with a cursor and fewer rows than asked for (none, perhaps): a page looks through so much and not more, and
     * has come to this instant. The next page goes on from there; a screen reads on until it has rows enough or no cursor.
     */
    reachedAt: Type.Optional(Instant),
    /** Searches for words or a person only: older messages are still being made searchable, so rows may be missing. */
    incomplete: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type MessagePage = Static<typeof MessagePage>;

/** Every field narrows. Search words are secret, so this is a body and never an address. */
export const SearchMessages = Type.Object(
  {
    folder: Folder,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.pageRows })),
    /**
     * Default newest. `name`: of the other side (whoever sent it, the first to whom it went); `level`: highest first; both newest first
     * among equals, and neither with words or person, nor in deleted. A cursor belongs to one order.
     */
    sort: Type.Optional(literals('newest', 'oldest', 'name', 'level')),
    /**
     * All of these words, or words that begin so (from three letters; shorter ones whole): subject, people, names of attachments,
     * body. Finds nothing above the session's level, whatever the list shows of it: step up to search there as well.
     */
    words: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.searchCharacters })),
    /** As `words`, in the other side's name and address alone: who sent it (inbox), to whom it went (sent, links). At every level. */
    person: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.searchCharacters })),
    /** inbox and archive: only unread, or only read. */
    unread: Type.Optional(Type.Boolean()),
    level: Type.Optional(Level),
    attachments: Type.Optional(Type.Boolean()),
    /** sent: some recipient stands so. inbox and links: the row does. archive: as the folder that it came from. */
    status: Type.Optional(RecipientStatusSchema),
    /** From this instant on. */
    from: Type.Optional(Instant),
    /** Before this instant. */
    before: Type.Optional(Instant),
  },
  strict,
);
export type SearchMessages = Static<typeof SearchMessages>;

export const RowAction = literals('archive', 'unarchive', 'markRead', 'markUnread', 'delete', 'restore', 'destroy');
export type RowAction = Static<typeof RowAction>;

/**
 * A download that this session asked for; ends at `expiresAt`. Cookie sessions: `url` by GET, answers Range, `ticket` is null.
 * Bearer sessions: a form posts `ticket` (secret, used once) to `url`, so that nothing secret stands in an address.
 */
export const DownloadView = Type.Object(
  {
    id: Id,
    url: Type.String(),
    fileName: Type.String(),
    sizeBytes: Nullable(Type.Integer()),
    expiresAt: Instant,
    ticket: Nullable(Type.String()),
  },
  strict,
);
export type DownloadView = Static<typeof DownloadView>;
/** One attachment, or everything as a zip with the message as a page (`message.html`). */
export const CreateDownload = Type.Object({ attachmentId: Nullable(Id) }, strict);

/** The harmless mail that the sender's own mail program sends; the same for every recipient. `bodyHtml` holds the link: protected. */
export const SenderNotification = Type.Object(
  {
    subject: Type.String(),
    bodyHtml: Type.String(),
    /** Internet headers to set, by lower-case name. */
    headers: Type.Record(Type.String(), Type.String()),
    /** SEFOS has told the recipients (the mail program was too late), or this mail was confirmed: do not send it. */
    alreadyNotified: Type.Boolean(),
  },
  strict,
);
export type SenderNotification = Static<typeof SenderNotification>;
