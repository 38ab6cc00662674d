import type { MessageContent } from '@sefos/shared/contract/messages.ts';
import { type AssuranceLevel, satisfies } from '@sefos/shared/domain/levels.ts';
import type { AccountActor } from '../../platform/actor.ts';
import { isOrganisationAdministrator } from '../../platform/authorise.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Statement } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { LinksService } from '../links/index.ts';
import { withDownloadsLeft } from './downloads-left.ts';
import type { RecipientEventRecord, RecipientRecord } from './message.entity.ts';
import { type AccessedMessage, type MessageAccess, requireReadable, unavailability } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { actingName, type Headline } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { ColleagueMessage, OrganisationReading } from './organisation-reading.service.ts';
import { LostRace, openedStatements, readStatements } from './recipient-events.ts';
import type { ThreadService } from './thread.service.ts';

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
  /** Masked numbers, by recipient. */
  readonly phones: ReadonlyMap<string, string>;
  readonly now: number;
}

export interface HeadParts {
  readonly accessed: AccessedMessage;
  /** The message that it answers, when the reader's mailbox has that one too. */
  readonly original: string | null;
  /** Her own organisation may open it by the link that she can pass on. */
  readonly shareable: boolean;
  /** Kept whatever its age; her own organisation decides about it. */
  readonly held: boolean;
  /** She may keep it, or end that. */
  readonly mayHold: boolean;
  readonly now: number;
}

export interface ReadServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly slots: DownloadSlots;
  readonly links: Pick<LinksService, 'maskedPhones'>;
  readonly threads: ThreadService;
  readonly colleagues: OrganisationReading;
}

/** What account holders read of a message. */
export class ReadService {
  readonly #parts: ReadServiceParts;

  constructor(parts: ReadServiceParts) {
    this.#parts = parts;
  }

  /** What is known without opening. */
  async head(actor: AccountActor, messageId: string): Promise<HeadParts | ColleagueMessage> {
    const { access, threads, clock, repository, colleagues } = this.#parts;
    const accessed = await access.lookUp(actor, messageId);
    if (!accessed) return colleagues.find(actor, messageId);
    const { organisation_holder_id: holder, organisation_id } = accessed.message;
    const isOwn = organisation_id === actor.organisationId;
    const shared = holder !== null && isOwn;
    return {
      accessed,
      original: await threads.original(accessed),
      shareable: shared && (await repository.key(holder)) !== undefined,
      held: isOwn && accessed.message.held_at !== null,
      mayHold: isOwn && mayHold(actor, accessed),
      now: clock.now().getTime(),
    };
  }

  /** Opens a message. For whoever did not send it the opening is durable before any content is answered. */
  async open(actor: AccountActor, messageId: string): Promise<MessageContent> {
    const { access, repository, content, slots, colleagues } = this.#parts;
    const accessed = await access.lookUp(actor, messageId);
    if (!accessed) return colleagues.open(actor, messageId);
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

  /** What happened to each recipient, with attachment names and masked numbers where the session's level lets it read them. */
  async timeline(actor: AccountActor, messageId: string): Promise<TimelineParts> {
    const { access, repository, content, clock, slots, links } = this.#parts;
    const accessed = await access.findSent(actor, messageId);
    const row = await repository.key(accessed.holderId);
    const readable = row && satisfies(actor.level, accessed.message.assurance_level as AssuranceLevel);
    const key = readable ? await content.messageKey(row) : null;
    const byCode = accessed.recipients.some(({ method }) => method === 'sms');
    return {
      accessed,
      events: await repository.events(messageId),
      downloads: accessed.message.max_downloads === null ? [] : await slots.completed(messageId),
      headline: key ? content.headline(key, accessed.message) : null,
      phones: key && byCode ? await links.maskedPhones(messageId, key) : new Map(),
      now: clock.now().getTime(),
    };
  }

  async #recordOpening(actor: AccountActor, accessed: AccessedMessage): Promise<void> {
    const { database, clock, repository } = this.#parts;
    const { message, recipient, ownCopy } = accessed;
    const now = clock.now().getTime();
    const entry = audit(
      {
        organisationId: actor.organisationId,
        action: 'message.opened',
        actor: accountActor(actor),
        target: { kind: 'message', id: message.id },
        facts: { as: recipient ? 'recipient' : 'sender' },
      },
      now,
    );
    if (ownCopy?.opened_at === null && ownCopy.recalled_at === null)
      await database
        .commit(openedStatements({ message, recipient: ownCopy }, actor.method, now, actingName(actor, message)))
        .catch(ignoreLostRace);
    const again = [ownCopy, recipient].flatMap((copy) => (copy?.opened_at == null ? [] : readAgain(copy, now)));
    if (!recipient || recipient.opened_at !== null) return database.commit([...again, entry]);
    try {
      await database.commit([
        ...openedStatements({ message, recipient }, actor.method, now, actingName(actor, message)),
        entry,
      ]);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      const fresh = await repository.recipient(recipient.id);
      if (fresh?.opened_at == null) throw messageUnavailable(fresh?.recalled_at == null ? 'purged' : 'recalled');
    }
  }
}

/** What an administrator keeps is hers to let go; a delegate decides nothing of it. */
const mayHold = (actor: AccountActor, { message, recipient }: AccessedMessage): boolean =>
  actor.entered?.role !== 'delegate' &&
  unavailability(message, recipient) === null &&
  (message.held_by_administrator === 0 || isOrganisationAdministrator(actor));

/** Marked as unread by its reader, and opened again: her own mark goes, the timeline stays as it was. */
const readAgain = ({ id, mailbox_id, read_at }: RecipientRecord, now: number): Statement[] =>
  mailbox_id !== null && read_at === null ? readStatements(id, mailbox_id, now) : [];

/** The sender reads either way: whatever became of her own copy in between, it is no longer unread. */
const ignoreLostRace = (error: unknown): void => {
  if (!(error instanceof LostRace)) throw error;
};
