/**
 * What our stand-in for Office.js and the host page say to each other by postMessage. Microsoft's own wire is not published; the
 * product sees Office.js only.
 */

export type Surface = 'message-compose' | 'message-read' | 'appointment-compose';

/** What Office.js knows of a mail without asking. */
export interface ReadFacts {
  readonly itemId: string;
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly from: Office.EmailAddressDetails;
  readonly to: readonly Office.EmailAddressDetails[];
  readonly cc: readonly Office.EmailAddressDetails[];
  readonly attachments: readonly Office.AttachmentDetails[];
  readonly createdAt: string;
}

/** The state that a frame starts with. */
export interface Welcome {
  readonly surface: Surface;
  /** Minor number of the Mailbox requirement set: 15 for 1.15. */
  readonly requirementSet: number;
  readonly platform: string;
  readonly displayLanguage: string;
  readonly theme: string;
  readonly hasNestedAppAuth: boolean;
  readonly user: { readonly displayName: string; readonly emailAddress: string };
  /** Null on compose surfaces, and while nothing or several mails are selected. */
  readonly read: ReadFacts | null;
}

export interface WireError {
  readonly code: number;
  readonly name: string;
  readonly message: string;
}

export type ToHost =
  | { readonly kind: 'hello' }
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly arguments: readonly unknown[] }
  | { readonly kind: 'naa'; readonly text: string }
  | { readonly kind: 'completed'; readonly options: Office.SmartAlertsEventCompletedOptions };

export type ToFrame =
  | { readonly kind: 'welcome'; readonly welcome: Welcome }
  | { readonly kind: 'result'; readonly id: number; readonly value?: unknown; readonly error?: WireError }
  | { readonly kind: 'event'; readonly type: string; readonly arguments: object; readonly read?: ReadFacts | null }
  | { readonly kind: 'naa'; readonly text: string }
  | { readonly kind: 'run'; readonly functionName: string };

/** Between a frame and the window that it opened as a dialog. */
export type ToOpener = { readonly kind: 'dialog-hello' } | { readonly kind: 'message-parent'; readonly text: string };
export type ToDialog =
  | { readonly kind: 'dialog-welcome'; readonly welcome: Welcome }
  | { readonly kind: 'message-child'; readonly text: string };

const MARK = 'sefosOffice';

/** Wraps a message so that others' messages are told apart. */
export const wrap = (message: ToHost | ToFrame | ToOpener | ToDialog): object => ({ [MARK]: message });

/** Our message in what a window received; undefined for others'. */
export const unwrap = <Message extends { readonly kind: string }>(data: unknown): Message | undefined =>
  typeof data === 'object' && data !== null && MARK in data ? (data[MARK] as Message) : undefined;
