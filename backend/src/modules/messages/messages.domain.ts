/** What is told of an attachment without opening it. */
export interface AttachmentLabel {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** What a list may show of a message; sealed as one small piece. */
export interface Headline {
  readonly subject: string;
  readonly attachments: readonly AttachmentLabel[];
}

/** Encryption contexts of a message's pieces (docs/envelope-format.md). */
export const pieceContext = (organisationId: string, messageId: string, piece: 'headline' | 'body') => ({
  organisation: organisationId,
  message: messageId,
  piece,
});

/** What a wrapped message key is bound to. */
export const keyContext = (messageId: string, holderId: string) => ({
  purpose: 'message',
  message: messageId,
  holder: holderId,
});

/** Where a page begins: the last row of the one before. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

export const encodeCursor = ({ at, id }: Position): string => Buffer.from(`${at}.${id}`).toString('base64url');

/** Null for a text that is no cursor of ours. */
export const decodeCursor = (cursor: string): Position | null => {
  const match = /^(\d{1,16})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
};
