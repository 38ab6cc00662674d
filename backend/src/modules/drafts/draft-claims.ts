import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { DraftClaimEntity } from './draft.entity.ts';

/** A draft, which becomes a message once; `key` is its id, or a hash of a mail program's own id of it. */
export interface ClaimableDraft {
  readonly mailboxId: string;
  readonly key: string;
}

/** Thrown inside the batch of the second of two sends of one draft; the caller asks who was first. */
class DraftTaken extends Error {}

/** The write that makes a draft this message's; refuses the batch when it is another's. It outlives recall and purge. */
export const claimDraft = ({ mailboxId, key }: ClaimableDraft, messageId: string, now: number): Statement =>
  guard(
    insert(
      DraftClaimEntity,
      { mailbox_id: mailboxId, draft_key: key, message_id: messageId, created_at: now },
      'nothing',
    ),
    () => new DraftTaken(),
  );

/** The message that a draft has become, one of the same mailbox; null while it has become none. */
export const messageOfDraft = async (
  database: Database,
  { mailboxId, key }: ClaimableDraft,
): Promise<string | null> => {
  const claim = await database.get<{ message_id: string }>(
    'select message_id from draft_claim where mailbox_id = ? and draft_key = ?',
    mailboxId,
    key,
  );
  return claim?.message_id ?? null;
};

/** @throws {DomainError} draft-already-sent — with the message that it has become */
export const requireUnsent = async (database: Database, draft: ClaimableDraft): Promise<void> => {
  const messageId = await messageOfDraft(database, draft);
  if (messageId !== null) throw new DomainError('draft-already-sent', { messageId });
};
