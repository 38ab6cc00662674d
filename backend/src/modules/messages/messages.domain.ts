/** Who acts, and as what in a mailbox that is not her own. */
interface InMailbox {
  readonly displayName: string;
  readonly organisationId: string;
  readonly entered?: { readonly role: 'delegate' | 'member' | 'administrator' };
}

/** Whom recipients name beside the mailbox's holder, when a delegate writes there; null = nobody. */
export const delegateName = ({ displayName, entered }: InMailbox): string | null =>
  entered?.role === 'delegate' ? displayName : null;

/** Who writes in a function mailbox: for her own organisation alone. Null elsewhere. */
export const memberName = ({ displayName, entered }: InMailbox): string | null =>
  entered && entered.role !== 'delegate' ? displayName : null;

/**
 * Whom the timeline of a message names beside the mailbox: a delegate, and a member where its readers, who are of the sender's
 * organisation, are colleagues of hers. Null = nobody.
 */
export const actingName = (actor: InMailbox, message: { readonly organisation_id: string }): string | null => {
  if (!actor.entered) return null;
  return actor.entered.role === 'delegate' || actor.organisationId === message.organisation_id
    ? actor.displayName
    : null;
};

/** Who a message is from, as readers are told. */
export const senderOf = (message: {
  readonly sender_name: string;
  readonly sender_address: string;
  readonly sent_by: string | null;
}) => ({
  name: message.sender_name,
  address: message.sender_address,
  ...(message.sent_by === null ? {} : { sentBy: message.sent_by }),
});

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
