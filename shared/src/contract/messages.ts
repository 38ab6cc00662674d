import { Type } from 'typebox';
import { LIMITS } from '../domain/limits.ts';
import { Cursor, Id, IdParams, Instant, Nullable, strict } from './common.ts';
import { endpoint } from './endpoint.ts';
import {
  CreateDownload,
  DownloadView,
  DraftKey,
  Folder,
  literals,
  MessageContent,
  MessageHead,
  MessagePage,
  RowAction,
  SearchMessages,
  SenderNotification,
  SendMessage,
  Timeline,
} from './message-shapes.ts';

export * from './message-shapes.ts';
export * from './recipients.ts';

const tag = 'Messages';

export const sendMessage = endpoint({
  method: 'POST',
  path: '/messages',
  tag,
  access: 'account',
  apiScope: 'messages:send',
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
    'recipient-domain-forbidden',
    'recipients-duplicate',
    'recipient-step-missing',
    'method-below-level',
    'method-unavailable',
    'level-inactive',
    'phone-invalid',
    'personal-number-invalid',
    'known-details-changed',
    'valid-until-invalid',
    'max-downloads-invalid',
    'upload-incomplete',
    'upload-not-found',
    'reply-not-allowed',
    'not-allowed',
    'level-below-original',
    'step-up-required',
    'draft-already-sent',
    'draft-changed',
  ],
});
export const findDraft = endpoint({
  method: 'GET',
  path: '/messages/by-draft/:draftKey',
  tag,
  access: 'account',
  status: 200,
  summary:
    "The message that a mail program's draft has become, sent from one's own mailbox; null while it has become none",
  params: Type.Object({ draftKey: DraftKey }, strict),
  response: Type.Object({ messageId: Nullable(Id) }, strict),
});
export const getSenderNotification = endpoint({
  method: 'GET',
  path: '/messages/:id/notification',
  tag,
  access: 'account',
  status: 200,
  summary: "The mail that tells the recipients, for the sender's own mail program (notification `sender`)",
  params: IdParams,
  response: SenderNotification,
  problems: ['message-unavailable'],
});
export const confirmNotified = endpoint({
  method: 'POST',
  path: '/messages/:id/notified',
  tag,
  access: 'account',
  status: 204,
  summary: "The sender's mail program has sent the mail (`sender`), or will not: SEFOS tells everybody now (`sefos`)",
  params: IdParams,
  body: Type.Object({ by: literals('sender', 'sefos') }, strict),
  response: null,
});
export const listMessages = endpoint({
  method: 'GET',
  path: '/mailboxes/:id/messages',
  tag,
  access: 'account',
  apiScope: 'messages:list',
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
  problems: ['not-allowed'],
});
export const searchMessages = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/messages/search',
  tag,
  access: 'account',
  status: 200,
  summary: 'A page of what is found in a folder by words, people and filters; bounded work a page, the cursor goes on',
  params: IdParams,
  body: SearchMessages,
  response: MessagePage,
  problems: ['not-allowed'],
});
/**
 * For rows of inbox, sent and archive (their row `id`), one's own copies alone. `done`: what this changed; the opposite action on
 * exactly these undoes it. `unchanged`: was so already, cannot be, or is none of the mailbox's (any more).
 * Read and unread are the reader's own mark: the sender goes on seeing when it was opened. Deleted rows are in `deleted` alone;
 * `restore` brings them back for 30 days, to the folder they were in, then the copy is destroyed for good. `destroy` does that now,
 * to deleted rows alone, and nothing takes it back; what is held stays. A delegate does none of the three.
 */
export const actOnRows = endpoint({
  method: 'POST',
  path: '/mailboxes/:id/messages/actions',
  tag,
  access: 'account',
  status: 200,
  summary: 'Archive, mark or delete rows of a mailbox, or undo it; answers which of them changed',
  params: IdParams,
  body: Type.Object(
    {
      action: RowAction,
      ids: Type.Array(Id, { minItems: 1, maxItems: LIMITS.rowsPerAction, uniqueItems: true }),
    },
    strict,
  ),
  response: Type.Object({ done: Type.Array(Id), unchanged: Type.Array(Id) }, strict),
  problems: ['not-allowed'],
});
export const getMessage = endpoint({
  method: 'GET',
  path: '/messages/:id',
  tag,
  access: 'account',
  apiScope: 'messages:status',
  status: 200,
  summary: 'A message without its content; opens nothing. Also for colleagues whom its audience lets read',
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
  apiScope: 'messages:status',
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
  problems: ['already-opened', 'already-recalled', 'message-held'],
});
export const endAccess = endpoint({
  method: 'POST',
  path: '/messages/:id/access-end',
  tag,
  access: 'account',
  status: 204,
  summary: 'End the access of one recipient who has opened; what she has read and downloaded stays hers',
  params: IdParams,
  body: Type.Object({ recipientId: Id }, strict),
  response: null,
  problems: ['already-recalled', 'message-held'],
});
export const changeValidity = endpoint({
  method: 'POST',
  path: '/messages/:id/validity',
  tag,
  access: 'account',
  status: 200,
  summary:
    "Give some or all links another end, also 30 days after they ended; at most 365 days ahead. At the message's level",
  params: IdParams,
  body: Type.Object(
    {
      validUntil: Instant,
      recipientIds: Nullable(Type.Array(Id, { minItems: 1, maxItems: LIMITS.recipientsPerMessage, uniqueItems: true })),
    },
    strict,
  ),
  response: Type.Object({ changed: Type.Array(Id) }, strict),
  problems: ['step-up-required', 'valid-until-invalid', 'links-ended'],
});
export const changeReplyRight = endpoint({
  method: 'POST',
  path: '/messages/:id/reply-right',
  tag,
  access: 'account',
  status: 204,
  summary: 'Let the recipients answer, or no longer',
  params: IdParams,
  body: Type.Object({ allowed: Type.Boolean() }, strict),
  response: null,
  problems: ['message-unavailable'],
});
export const changeVerification = endpoint({
  method: 'POST',
  path: '/messages/:id/verification',
  tag,
  access: 'account',
  status: 204,
  summary:
    "Another number (sms) or personnummer (e-identification) for one recipient; whoever was identified by the one before is out. At the message's level",
  params: IdParams,
  body: Type.Object(
    {
      recipientId: Id,
      phone: Type.Optional(Type.String({ maxLength: 40 })),
      personalNumber: Type.Optional(Type.String({ maxLength: 13 })),
    },
    strict,
  ),
  response: null,
  problems: ['links-ended', 'phone-invalid', 'personal-number-invalid', 'step-up-required', 'message-unavailable'],
});
export const notifyAgain = endpoint({
  method: 'POST',
  path: '/messages/:id/notify',
  tag,
  access: 'account',
  status: 204,
  summary: 'Mail one recipient about the message again; once in ten minutes and five times a day',
  params: IdParams,
  body: Type.Object({ recipientId: Id }, strict),
  response: null,
  problems: ['message-unavailable', 'mail-not-wanted', 'too-many-requests'],
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
  problems: ['not-allowed', 'step-up-required', 'message-unavailable', 'download-limit-reached'],
});
