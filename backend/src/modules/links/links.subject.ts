import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { Statement } from '../../platform/database/statements.ts';

/** What the page may know of what the link leads to, before it is opened. */
export interface LinkFacts {
  readonly organisationId: string;
  readonly senderName: string;
  /** Who wrote on the sender's behalf. */
  readonly sentBy?: string | null;
  readonly assuranceLevel: AssuranceLevel;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly opened: boolean;
  readonly replied: boolean;
  readonly replyAllowed: boolean;
  /** The sender will be told of the opening. */
  readonly readReceipt: boolean;
  /** Everybody of the sender's organisation may open it as well. */
  readonly organisationMayOpen: boolean;
}

/** Something that went wrong at the link, which the sender is told. */
export type LinkIncident = 'wrong-address' | 'wrong-code' | 'wrong-person' | 'locked';

/** What the page of a shared link may know of its message before it knows who reads. */
export interface SharedFacts {
  readonly senderName: string;
  readonly sentBy?: string | null;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** Somebody with an account who got the message of a shared link. */
export interface AccountReader {
  /** Normalised. */
  readonly address: string;
  /** Why she cannot read it any more, or null. */
  readonly ended: 'link-recalled' | 'link-expired' | null;
}

/** What a link leads to, for this module: the channel behind it (messages, later meetings) implements it. */
export interface LinkSubjects {
  /** Null when there is nothing behind the link (any more). */
  facts(recipientId: string): Promise<LinkFacts | null>;
  /** The key that seals the link's number and open text. @throws {DomainError} message-unavailable — destroyed */
  messageKey(recipientId: string): Promise<Buffer>;
  /** The writes that tell the sender; committed with what they tell of. */
  record(recipientId: string, kind: LinkIncident, method: string): Statement[] | Promise<Statement[]>;
  /** Null when there is no such message. */
  sharedFacts(messageId: string): Promise<SharedFacts | null>;
  accountReaders(messageId: string): Promise<readonly AccountReader[]>;
  /** As `record`, where nobody knows yet which recipient it was. */
  recordShared(messageId: string, kind: LinkIncident): Statement[] | Promise<Statement[]>;
}
