/** An address of a mail item; `recipientType` is Office.js' (`user`, `externalUser`, `distributionList`, `other`). */
export interface MailAddress {
  /** Empty: a name that the person typed and that nobody is known by. */
  readonly emailAddress: string;
  readonly displayName: string;
  readonly recipientType: string;
}

export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly isInline: boolean;
  readonly contentId: string;
  /** `cloud` is a link to a file elsewhere: `url` instead of content. `item` is an attached mail. */
  readonly kind: 'file' | 'item' | 'cloud';
  /** Empty for cloud attachments, and for captured mail, whose files the outbox does not keep. */
  readonly contentBase64: string;
  readonly url: string;
}

/** What a person writes: a mail, or an appointment with its times and place. */
export interface MailDraft {
  readonly kind: 'message' | 'appointment';
  readonly subject: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly bodyHtml: string;
  /** Internet headers that add-ins have set; names as given. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailFile[];
  /** ISO 8601; empty for mail. */
  readonly start: string;
  readonly end: string;
  readonly location: string;
}

export const FOLDERS = ['inbox', 'drafts', 'sent', 'deleted'] as const;
export type MailFolder = (typeof FOLDERS)[number];

/** An item of a mailbox, as the host page gets it. */
export interface MailItem extends MailDraft {
  /** Exchange's id: base64, 152 characters. */
  readonly id: string;
  readonly folder: MailFolder;
  readonly from: MailAddress;
  readonly internetMessageId: string;
  readonly conversationId: string;
  /** ISO 8601 instant of the last change, or of arrival. */
  readonly at: string;
}

/** Whose mailbox it is. */
export interface MailboxOwner {
  readonly objectId: string;
  readonly email: string;
  readonly displayName: string;
}
