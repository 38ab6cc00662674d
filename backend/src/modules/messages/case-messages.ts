import type { MessageRow } from '@sefos/shared/contract/messages.ts';
import type { RecipientStatus } from '@sefos/shared/domain/status.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { CaseMessages } from '../cases/index.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { presentPage, summaryStatus } from './lists.presenter.ts';
import type { ListsService } from './lists.service.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { ThreadRepository } from './thread.repository.ts';

export interface MessagesOfCasesParts {
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly lists: ListsService;
  readonly threads: ThreadRepository;
}

/** Takes the mailbox and the conversation. */
const RECEIVED = 'mailbox_id = ? and message_id in (select id from message where conversation_id = ?)';
const SENT = 'sender_mailbox_id = ? and conversation_id = ?';
const FINISHED = '(recalled_at is not null or purged_at is not null or expires_at <= ?)';

/** What cases are about. */
export class MessagesOfCases implements CaseMessages {
  readonly #parts: MessagesOfCasesParts;

  constructor(parts: MessagesOfCasesParts) {
    this.#parts = parts;
  }

  async rows(
    actor: AccountActor,
    mailboxId: string,
    recipientIds: readonly string[],
  ): Promise<ReadonlyMap<string, MessageRow>> {
    const { rows } = presentPage(await this.#parts.lists.received(actor, mailboxId, recipientIds));
    return new Map(rows.map((row) => [row.id, row]));
  }

  async statuses(messageIds: readonly string[]): Promise<ReadonlyMap<string, RecipientStatus>> {
    const { repository, clock } = this.#parts;
    const summaries = await repository.summaries(messageIds, clock.now().getTime());
    return new Map(summaries.map((summary) => [summary.message_id, summaryStatus(summary)]));
  }

  async conversationOf(mailboxId: string, messageId: string): Promise<string | null> {
    const { repository, threads } = this.#parts;
    if (!(await threads.has(messageId, { mailboxId, since: 0 }))) return null;
    return (await repository.message(messageId))?.conversation_id ?? null;
  }

  deleted(mailboxId: string, conversationId: string, now: number): Statement[] {
    const place = [mailboxId, conversationId] as const;
    const gone = `${RECEIVED} and unread = 1 and deleted_at is not null`;
    return [
      write(`update recipient set deleted_at = ? where ${RECEIVED} and deleted_at is null`, now, ...place),
      write(`update message set sender_deleted_at = ? where ${SENT} and sender_deleted_at is null`, now, ...place),
      // As when they are deleted one by one: what can still be opened stays in Länkar.
      write(
        `update recipient set deleted_at = ? where address_kind = 'external' and deleted_at is null and ${FINISHED} and message_id in (select id from message where ${SENT})`,
        ...[now, now, ...place],
      ),
      liveEvent({ type: 'mailbox-changed', mailboxId }, now),
      // Last, because all who send to the mailbox wait for its row.
      write(
        `update mailbox set unread = unread - (select count(*) from recipient where ${gone}) where id = ?`,
        ...[...place, mailboxId],
      ),
      write(`update recipient set unread = 0 where ${gone}`, ...place),
    ];
  }
}
