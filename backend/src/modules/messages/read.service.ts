import type { Folder, MessageContent } from '@sefos/shared/contract/messages.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { decodeKeyset, encodeKeyset } from '../../platform/database/keyset.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import { audit } from '../audit/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { withDownloadsLeft } from './downloads-left.ts';
import type { RecipientEventRecord, RecipientRecord } from './message.entity.ts';
import { type AccessedMessage, type MessageAccess, requireReadable } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import type { Headline } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { ListRow, MessagesRepository, SentSummary } from './messages.repository.ts';
import { LostRace, openedStatements } from './recipient-events.ts';
import type { ThreadService } from './thread.service.ts';

/** A page of a folder, opened but not yet presented. */
export interface FolderPage {
  readonly folder: Folder;
  /** Of the session that asked. */
  readonly level: AssuranceLevel;
  readonly rows: readonly { readonly row: ListRow; readonly headline: Headline | null }[];
  /** Skickade only. */
  readonly firstRecipients: readonly Pick<RecipientRecord, 'message_id' | 'name' | 'address'>[];
  readonly summaries: readonly SentSummary[];
  readonly now: number;
  readonly nextCursor: string | null;
}

export interface TimelineParts {
  /** Completed ones, of a message with a limit. */
  readonly downloads: readonly {
    readonly holder_id: string;
    readonly attachment_id: string;
    readonly completed: number;
  }[];
  readonly accessed: AccessedMessage;
  readonly events: readonly RecipientEventRecord[];
  readonly headline: Headline | null;
  readonly now: number;
}

export interface HeadParts {
  readonly accessed: AccessedMessage;
  /** The message that it answers, when the reader's mailbox has that one too. */
  readonly original: string | null;
  readonly now: number;
}

export interface ReadServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly mailboxes: MailboxesService;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly slots: DownloadSlots;
  readonly threads: ThreadService;
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
  ): Promise<FolderPage> {
    const { repository, mailboxes, clock } = this.#parts;
    await mailboxes.requireMember(actor, mailboxId);
    const after = query.cursor === undefined ? null : decodeKeyset(query.cursor);
    if (query.cursor !== undefined && !after) throw new DomainError('invalid-request');
    const limit = query.limit ?? LIMITS.pageRows;
    const found = await repository.list(query.folder, mailboxId, after, limit + 1);
    const rows = found.slice(0, limit);
    const messageIds = query.folder === 'sent' ? rows.map(({ message_id }) => message_id) : [];
    const now = clock.now().getTime();
    const [firstRecipients, summaries, headlines] = await Promise.all([
      repository.firstRecipients(messageIds),
      repository.summaries(messageIds, now),
      Promise.all(rows.map((row) => this.#headline(actor, query.folder, row))),
    ]);
    const last = rows.at(-1);
    return {
      folder: query.folder,
      level: actor.level,
      rows: rows.map((row, index) => ({ row, headline: headlines[index] ?? null })),
      firstRecipients,
      summaries,
      now,
      nextCursor: found.length > limit && last ? encodeKeyset(last) : null,
    };
  }

  /** What is known without opening. */
  async head(actor: AccountActor, messageId: string): Promise<HeadParts> {
    const { access, threads, clock } = this.#parts;
    const accessed = await access.find(actor, messageId);
    return { accessed, original: await threads.original(accessed), now: clock.now().getTime() };
  }

  /** Opens a message. For a recipient the opening is durable before any content is answered. */
  async open(actor: AccountActor, messageId: string): Promise<MessageContent> {
    const { access, repository, content, slots } = this.#parts;
    const accessed = await access.find(actor, messageId);
    requireReadable(accessed, actor.level);
    await this.#recordOpening(actor, accessed);
    const row = await repository.key(accessed.holderId);
    if (!row) throw messageUnavailable('purged');
    const key = await content.messageKey(row);
    const { subject, attachments } = content.headline(key, accessed.message);
    return {
      subject,
      attachments: await withDownloadsLeft(slots, accessed.message, accessed.recipient, attachments),
      bodyHtml: content.body(key, accessed.message, await repository.body(messageId)),
    };
  }

  /** What happened to each recipient, with attachment names where the session's level lets it read them. */
  async timeline(actor: AccountActor, messageId: string): Promise<TimelineParts> {
    const { access, repository, content, clock, slots } = this.#parts;
    const accessed = await access.findSent(actor, messageId);
    const row = await repository.key(accessed.holderId);
    const readable = row && satisfies(actor.level, accessed.message.assurance_level as AssuranceLevel);
    const headline = readable ? content.headline(await content.messageKey(row), accessed.message) : null;
    return {
      accessed,
      events: await repository.events(messageId),
      downloads: accessed.message.max_downloads === null ? [] : await slots.completed(messageId),
      headline,
      now: clock.now().getTime(),
    };
  }

  async #headline(actor: AccountActor, folder: Folder, row: ListRow) {
    if (!satisfies(actor.level, row.assurance_level as AssuranceLevel)) return null;
    return this.#parts.content.headlineOfRow(row, folder === 'inbox' ? row.id : row.message_id);
  }

  async #recordOpening(actor: AccountActor, accessed: AccessedMessage): Promise<void> {
    const { database, clock, repository } = this.#parts;
    const { message, recipient, ownCopy } = accessed;
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
    if (ownCopy?.opened_at === null && ownCopy.recalled_at === null)
      await database.commit(openedStatements({ message, recipient: ownCopy }, actor.method, now)).catch(ignoreLostRace);
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

/** The sender reads either way: whatever became of her own copy in between, it is no longer unread. */
const ignoreLostRace = (error: unknown): void => {
  if (!(error instanceof LostRace)) throw error;
};
