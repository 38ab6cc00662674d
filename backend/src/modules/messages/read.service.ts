import type { Folder, MessageContent, MessageHead, MessagePage, Timeline } from '@sefos/shared/contract/messages.ts';
import { satisfies } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { audit } from '../audit/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { type AccessedMessage, type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { decodeCursor, encodeCursor } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import { presentHead, presentRow, presentTimeline } from './messages.presenter.ts';
import type { ListRow, MessagesRepository } from './messages.repository.ts';
import { LostRace, openedStatements } from './recipient-events.ts';

export interface ReadServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: MailboxesService;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
}

/** What account holders read: folders, messages, timelines. */
export class ReadService {
  readonly #parts: ReadServiceParts;

  constructor(parts: ReadServiceParts) {
    this.#parts = parts;
  }

  /** A page of a folder. Three statements whatever the page holds, and one unwrap and one opening a row. */
  async list(
    actor: AccountActor,
    mailboxId: string,
    query: { readonly folder: Folder; readonly cursor?: string; readonly limit?: number },
  ): Promise<MessagePage> {
    const { repository, mailboxes, clock } = this.#parts;
    await mailboxes.requireMember(actor, mailboxId);
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    const limit = query.limit ?? LIMITS.pageRows;
    const found = await repository.list(query.folder, mailboxId, after, limit + 1);
    const rows = found.slice(0, limit);
    const messageIds = query.folder === 'sent' ? rows.map(({ message_id }) => message_id) : [];
    const now = clock.now().getTime();
    const [firstRecipients, summaries] = await Promise.all([
      repository.firstRecipients(messageIds),
      repository.summaries(messageIds, now),
    ]);
    const presented = await Promise.all(
      rows.map(async (row) =>
        presentRow({
          row,
          folder: query.folder,
          headline: await this.#headline(actor, query.folder, row),
          level: actor.level,
          firstRecipients,
          summaries,
          now,
        }),
      ),
    );
    const last = rows.at(-1);
    return { rows: presented, nextCursor: found.length > limit && last ? encodeCursor(last) : null };
  }

  /** What is known without opening. */
  async head(actor: AccountActor, messageId: string): Promise<MessageHead> {
    const accessed = await this.#parts.access.find(actor, messageId);
    return presentHead(accessed, actor.level, this.#parts.clock.now().getTime());
  }

  /** Opens a message. For a recipient the opening is durable before any content is answered. */
  async open(actor: AccountActor, messageId: string): Promise<MessageContent> {
    const { access, repository, content } = this.#parts;
    const accessed = await access.find(actor, messageId);
    requireReadable(accessed, actor.level);
    await this.#recordOpening(actor, accessed);
    const row = await repository.key(accessed.holderId);
    if (!row) throw messageUnavailable('purged');
    const key = await content.messageKey(row);
    const { subject, attachments } = content.headline(key, accessed.message);
    return {
      subject,
      attachments: [...attachments],
      bodyHtml: content.body(key, accessed.message, await repository.body(messageId)),
    };
  }

  async timeline(actor: AccountActor, messageId: string): Promise<Timeline> {
    const { access, repository, content, clock } = this.#parts;
    const accessed = await access.findSent(actor, messageId);
    const row = await repository.key(accessed.holderId);
    const readable = row && satisfies(actor.level, accessed.message.assurance_level as 1 | 2 | 3);
    const headline = readable ? content.headline(await content.messageKey(row), accessed.message) : null;
    return presentTimeline(accessed, await repository.events(messageId), headline, clock.now().getTime());
  }

  async #headline(actor: AccountActor, folder: Folder, row: ListRow) {
    if (!satisfies(actor.level, row.assurance_level as 1 | 2 | 3)) return null;
    return this.#parts.content.headlineOfRow(row, folder === 'inbox' ? row.id : row.message_id);
  }

  async #recordOpening(actor: AccountActor, accessed: AccessedMessage): Promise<void> {
    const { database, clock, repository } = this.#parts;
    const { message, recipient } = accessed;
    const now = clock.now().getTime();
    const entry = audit(
      {
        organisationId: actor.organisationId,
        action: 'message.opened',
        actor: { kind: 'account', id: actor.accountId, ip: actor.ip, method: actor.method, level: actor.level },
        target: { kind: 'message', id: message.id },
        facts: { as: recipient ? 'recipient' : 'sender' },
      },
      now,
    );
    if (!recipient || recipient.opened_at !== null) return database.commit([entry]);
    try {
      await database.commit([...openedStatements({ message, recipient }, actor.method, now), entry]);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      const fresh = await repository.recipient(recipient.id);
      if (fresh?.opened_at == null) throw messageUnavailable(fresh?.recalled_at == null ? 'purged' : 'recalled');
    }
  }
}
