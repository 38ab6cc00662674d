export type ExportLanguage = 'sv' | 'en' | 'fi';

export interface ExportPerson {
  readonly name: string;
  readonly address: string;
}

/** Somebody whom the message went to, as the reader of the export may know her. */
export interface ExportRecipient extends ExportPerson {
  readonly id: string;
  readonly kind: string;
  readonly addressKind: string;
  /** For the sender only; null for other readers. */
  readonly method: string | null;
  readonly status: string | null;
}

/** A line of a recipient's timeline. */
export interface ExportEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly method: string | null;
  readonly attachmentId: string | null;
  readonly replyMessageId: string | null;
}

/** What happened to one recipient. */
export interface ExportReceipt {
  readonly recipientId: string;
  readonly events: readonly ExportEvent[];
}

/** Everything of a message that one reader may take out of the product. Protected data: never log. */
export interface ExportSubject {
  readonly language: ExportLanguage;
  readonly exportedAt: Date;
  readonly exportedBy: ExportPerson;
  readonly role: 'sender' | 'recipient';
  readonly id: string;
  readonly inReplyTo: string | null;
  readonly subject: string;
  /** Sanitised. */
  readonly bodyHtml: string;
  readonly from: ExportPerson;
  /** The delegate who wrote it; null = the mailbox's own. */
  readonly sentBy: string | null;
  readonly recipients: readonly ExportRecipient[];
  readonly sentAt: Date;
  readonly assuranceLevel: number;
  readonly replyAllowed: boolean;
  readonly validUntil: Date | null;
  readonly maxDownloads: number | null;
  readonly receipts: readonly ExportReceipt[];
  /** The log's entries that the reader may see, as JSON. */
  readonly log: object;
}

/** An original, read when its turn comes. */
export interface ExportOriginal {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** An original that has gone into the archive. */
export interface ExportedOriginal extends Omit<ExportOriginal, 'chunks'> {
  /** Its place in the archive. */
  readonly path: string;
  /** Hex. */
  readonly sha256: string;
}
