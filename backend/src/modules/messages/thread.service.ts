import type { ThreadPage, ThreadRow } from '@sefos/shared/contract/reading.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { DomainError } from '../../platform/errors.ts';
import { type AccessedMessage, type MessageAccess, unavailability } from './message-access.ts';
import { senderOf } from './messages.domain.ts';
import type { Looker, ThreadRecord, ThreadRepository } from './thread.repository.ts';

type Accessed = Pick<AccessedMessage, 'message' | 'recipient' | 'since'>;

/** The mailbox through which the actor has a message: another one of hers tells nothing of its conversations here. */
const lookerOf = ({ message, recipient, since }: Accessed): Looker | null => {
  const mailboxId = recipient ? recipient.mailbox_id : message.sender_mailbox_id;
  return mailboxId === null ? null : { mailboxId, since };
};

const presentRow = (row: ThreadRecord, mailboxId: string, { accountId, level }: AccountActor): ThreadRow => {
  const isSender = row.sender_mailbox_id === mailboxId;
  const assuranceLevel = row.assurance_level as AssuranceLevel;
  const copy = isSender ? null : { recalled_at: row.recalled_at, purged_at: row.recipient_purged_at };
  const gone = copy !== null && (copy.recalled_at !== null || copy.purged_at !== null);
  return {
    messageId: row.id,
    role: isSender ? 'sender' : 'recipient',
    from: senderOf(row),
    ...(row.sender_account_id === accountId ? { own: true } : {}),
    ...(row.automatic === 1 ? { automatic: true } : {}),
    at: new Date(row.sent_at).toISOString(),
    assuranceLevel,
    attachmentCount: row.attachment_count,
    unread: copy !== null && row.opened_at === null && !gone,
    stepUpNeeded: !satisfies(level, assuranceLevel),
    unavailable: unavailability(row, copy),
  };
};

/** Conversations: what a mailbox has of them, told without opening anything. */
export class ThreadService {
  readonly #access: MessageAccess;
  readonly #repository: ThreadRepository;

  constructor(access: MessageAccess, repository: ThreadRepository) {
    this.#access = access;
    this.#repository = repository;
  }

  /** A page of the conversation that a message belongs to, newest first. @throws {DomainError} not-found, invalid-request */
  async page(
    actor: AccountActor,
    messageId: string,
    query: { readonly cursor?: string; readonly limit?: number },
  ): Promise<ThreadPage> {
    const accessed = await this.#access.find(actor, messageId);
    const looker = lookerOf(accessed);
    const after = query.cursor === undefined ? null : decodeKeyset(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    if (looker === null) return { rows: [], nextCursor: null };
    const limit = query.limit ?? LIMITS.pageRows;
    const found = await this.#repository.page(accessed.message.conversation_id, looker, after, limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => presentRow(row, looker.mailboxId, actor)),
      nextCursor: found.length > limit && last ? encodeKeyset({ at: last.sent_at, id: last.id }) : null,
    };
  }

  /** The message that this one answers, when the same mailbox has it too. */
  async original(accessed: Accessed): Promise<string | null> {
    const { in_reply_to: originalId } = accessed.message;
    const looker = lookerOf(accessed);
    if (originalId === null || looker === null) return null;
    return (await this.#repository.has(originalId, looker)) ? originalId : null;
  }
}
