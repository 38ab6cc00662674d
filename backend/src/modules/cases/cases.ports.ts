import type { MessageRow } from '@sefos/shared/contract/messages.ts';
import type { RecipientStatus } from '@sefos/shared/domain/status.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Statement } from '../../platform/database/statements.ts';

/** The messages that cases are about; the channel has them. */
export interface CaseMessages {
  /** What the actor sees of copies in a list, by recipient id; what is gone is not in the answer. */
  rows(
    actor: AccountActor,
    mailboxId: string,
    recipientIds: readonly string[],
  ): Promise<ReadonlyMap<string, MessageRow>>;
  /** How far messages that the mailbox sent have come, by message id. */
  statuses(messageIds: readonly string[]): Promise<ReadonlyMap<string, RecipientStatus>>;
  /** The conversation that a message of the mailbox belongs to; null when the mailbox does not have it. */
  conversationOf(mailboxId: string, messageId: string): Promise<string | null>;
  /** The writes that put a mailbox's copies of a conversation into Borttagna. */
  deleted(mailboxId: string, conversationId: string, now: number): Statement[];
}
