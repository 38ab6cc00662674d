import { type Static, Type } from 'typebox';
import { Id, strict } from './common.ts';
import { DraftId } from './message-shapes.ts';

/** Server-sent events at `GET /events` (cookie session; resumes by Last-Event-ID). They say what to read again, never content. */
export const LIVE_PATH = '/events';
export const LiveEvent = Type.Union([
  Type.Object({ type: Type.Literal('message-received'), mailboxId: Id, messageId: Id }, strict),
  Type.Object({ type: Type.Literal('message-sent'), mailboxId: Id, messageId: Id }, strict),
  Type.Object({ type: Type.Literal('recipient-changed'), mailboxId: Id, messageId: Id, recipientId: Id }, strict),
  /** A recipient opened for the first time, and the sender asked to be told. */
  Type.Object({ type: Type.Literal('message-opened'), mailboxId: Id, messageId: Id, recipientId: Id }, strict),
  /** Somebody could not prove to be the recipient. */
  Type.Object({ type: Type.Literal('identity-mismatch'), mailboxId: Id, messageId: Id, recipientId: Id }, strict),
  /** Rows were archived, marked, deleted or brought back: lists and counters are to be read again. Nothing new to say aloud. */
  Type.Object({ type: Type.Literal('mailbox-changed'), mailboxId: Id }, strict),
  /** A mail of ours came back; `recipient-changed` comes with it. */
  Type.Object({ type: Type.Literal('notification-bounced'), mailboxId: Id, messageId: Id, recipientId: Id }, strict),
  /** Somebody was let into this mailbox or another, or no longer is: which mailboxes there are is to be read again. */
  Type.Object({ type: Type.Literal('delegations-changed'), mailboxId: Id }, strict),
  /** A case of a function mailbox was taken, closed, noted on …; it is to be read again. */
  Type.Object({ type: Type.Literal('case-changed'), mailboxId: Id, caseId: Id }, strict),
  /** The account's sessions or ways to sign in: to be read again. */
  Type.Object({ type: Type.Literal('account-changed'), mailboxId: Id }, strict),
  /** Its name, or its mailbox's: to be read again. */
  Type.Object({ type: Type.Literal('account-renamed'), mailboxId: Id }, strict),
  /** Saved, sent or removed. */
  Type.Object({ type: Type.Literal('draft-changed'), mailboxId: Id, draftId: DraftId }, strict),
]);
export type LiveEvent = Static<typeof LiveEvent>;
