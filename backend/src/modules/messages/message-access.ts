import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { messageNotFound, messageUnavailable, stepUpRequired } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';

/** A message with the capacity in which the actor may see it. */
export interface AccessedMessage {
  readonly message: MessageRecord;
  readonly recipients: readonly RecipientRecord[];
  /** The actor's own line when the message was received; null when the actor's mailbox sent it. */
  readonly recipient: RecipientRecord | null;
  /** Who holds the key for the actor. */
  readonly holderId: string;
  /** Other messages from before this instant are not there for the actor; 0 = all are. */
  readonly since: number;
  /** The line of somebody who wrote to herself: it is read with the sender's side. Null for everybody else. */
  readonly ownCopy: RecipientRecord | null;
}

export type Unavailable = 'recalled' | 'expired' | 'purged';

/** Who may see which message, and whether it can still be opened. */
export class MessageAccess {
  readonly #repository: MessagesRepository;
  readonly #mailboxes: MailboxesService;

  constructor(repository: MessagesRepository, mailboxes: MailboxesService) {
    this.#repository = repository;
    this.#mailboxes = mailboxes;
  }

  /** The message as the actor's. What the actor has no part in is not found. @throws {DomainError} not-found */
  async find(actor: AccountActor, messageId: string): Promise<AccessedMessage> {
    const accessed = await this.lookUp(actor, messageId);
    if (!accessed) throw messageNotFound();
    return accessed;
  }

  /** As `find`; null where the actor has no part in it. */
  async lookUp(actor: AccountActor, messageId: string): Promise<AccessedMessage | null> {
    const message = await this.#repository.message(messageId);
    const since = actor.entered?.since ?? 0;
    // Copies are delivered at the instant of sending.
    if (!message || message.sent_at < since) return null;
    const mine = await this.#mailboxes.idsOf(actor);
    const recipients = await this.#repository.recipients(messageId);
    const recipient = recipients.find(({ mailbox_id }) => mailbox_id !== null && mine.includes(mailbox_id));
    if (actor.entered?.role === 'delegate' && isDeleted(message, recipient, mine)) return null;
    // Somebody who wrote to herself sees the sender's side: it holds everything that the other side does.
    if (message.sender_mailbox_id && mine.includes(message.sender_mailbox_id))
      return { message, recipients, recipient: null, holderId: message.id, since, ownCopy: recipient ?? null };
    if (!recipient) return null;
    return { message, recipients, recipient, holderId: recipient.id, since, ownCopy: null };
  }

  /** As `find`, for its sender only. */
  async findSent(actor: AccountActor, messageId: string): Promise<AccessedMessage> {
    const accessed = await this.find(actor, messageId);
    if (accessed.recipient) throw messageNotFound();
    return accessed;
  }
}

/** Every copy of these mailboxes has been deleted by its holder: it is hers to bring back, and nobody else's to read meanwhile. */
const isDeleted = (
  message: Pick<MessageRecord, 'sender_mailbox_id' | 'sender_deleted_at'>,
  recipient: Pick<RecipientRecord, 'deleted_at'> | undefined,
  mine: readonly string[],
): boolean => {
  const sent = message.sender_mailbox_id !== null && mine.includes(message.sender_mailbox_id);
  return (!sent || message.sender_deleted_at !== null) && (!recipient || recipient.deleted_at !== null);
};

/** Why a message cannot be opened any more, or null. */
export const unavailability = (
  message: Pick<MessageRecord, 'purged_at' | 'purge_reason' | 'sender_purged_at'>,
  recipient: Pick<RecipientRecord, 'recalled_at' | 'purged_at'> | null,
): Unavailable | null => {
  if (recipient?.recalled_at != null) return 'recalled';
  if (recipient?.purged_at != null) return 'purged';
  if (message.purged_at !== null) return message.purge_reason as Unavailable;
  return recipient === null && message.sender_purged_at !== null ? 'purged' : null;
};

/** @throws {DomainError} message-unavailable, step-up-required */
export const requireReadable = (
  accessed: Pick<AccessedMessage, 'message' | 'recipient'>,
  level: AssuranceLevel,
): void => {
  const gone = unavailability(accessed.message, accessed.recipient);
  if (gone) throw messageUnavailable(gone);
  requireLevel(accessed.message, level);
};

/** @throws {DomainError} step-up-required */
export const requireLevel = (
  { assurance_level }: Pick<MessageRecord, 'assurance_level'>,
  level: AssuranceLevel,
): void => {
  const required = assurance_level as AssuranceLevel;
  if (!satisfies(level, required)) throw stepUpRequired(required);
};
