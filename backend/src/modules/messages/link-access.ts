import type { MessageContent, SenderView } from '@sefos/shared/contract/messages.ts';
import type { Actor, LinkActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { IdempotencyRecord } from '../../platform/http/idempotency.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadSlots } from '../attachments/index.ts';
import { audit } from '../audit/index.ts';
import { type AccountReader, type LinkIncident, type LinkSubjects, sessionStill } from '../links/index.ts';
import type { AutoRepliesService } from '../mailbox-texts/index.ts';
import type { MailboxesService } from '../mailboxes/index.ts';
import { withDownloadsLeft } from './downloads-left.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { unavailability } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { textToHtml } from './message-html.ts';
import type { MessageWriter } from './message-writer.ts';
import { senderOf } from './messages.domain.ts';
import { messageUnavailable, replyNotAllowed } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { LostRace, openedStatements, repliedStatements, timelineStatements } from './recipient-events.ts';
import { mismatchStatements } from './sender-notice.ts';
import { openedAnewStatements } from './verification.service.ts';

/** Lines at most of one incident at a shared link: a guesser must not fill the table for a message to hundreds. */
const SHARED_LINES = 20;
/** Incidents after which the sender is told at once: somebody is not, or may not be, the recipient. */
const MISMATCHES: readonly LinkIncident[] = ['wrong-person', 'locked'];

export interface LinkAccessParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly content: MessageContentReader;
  readonly writer: MessageWriter;
  readonly mailboxes: MailboxesService;
  readonly slots: DownloadSlots;
  readonly autoReplies: AutoRepliesService;
}

interface Linked {
  readonly message: MessageRecord;
  readonly recipient: RecipientRecord;
}

/** Whether the one who reads now has opened it: when the sender gave another number or personnummer, that was somebody else. */
const readerHasOpened = ({ opened_at, reader_changed_at }: RecipientRecord): boolean =>
  opened_at !== null && reader_changed_at === null;

/** What somebody without an account may do with the one message that her link leads to. */
export class LinkAccess implements LinkSubjects {
  readonly #parts: LinkAccessParts;

  constructor(parts: LinkAccessParts) {
    this.#parts = parts;
  }

  /** What the link's page tells of the message before it is opened. */
  async facts(recipientId: string) {
    const linked = await this.#find(recipientId);
    if (!linked) return null;
    const { message, recipient } = linked;
    return {
      senderName: message.sender_name,
      sentBy: message.sent_by,
      assuranceLevel: message.assurance_level as 1 | 2 | 3,
      sentAt: message.sent_at,
      opened: readerHasOpened(recipient),
      replied: recipient.replied_at !== null,
      replyAllowed: message.reply_allowed === 1,
      readReceipt: message.read_receipt === 1 && recipient.opened_at === null,
      organisationMayOpen: message.organisation_holder_id !== null,
      organisationId: message.organisation_id,
    };
  }

  /** @throws {DomainError} message-unavailable */
  async messageKey(recipientId: string): Promise<Buffer> {
    const row = await this.#parts.repository.key(recipientId);
    if (!row) throw messageUnavailable('purged');
    return this.#parts.content.messageKey(row);
  }

  /** A line of the timeline about somebody who tried; the sender's pages learn of it live. */
  async record(recipientId: string, kind: LinkIncident, method: string): Promise<Statement[]> {
    const linked = await this.#find(recipientId);
    if (!linked) return [];
    const now = this.#parts.clock.now().getTime();
    return [
      ...timelineStatements(linked, kind, now, { method }),
      ...(MISMATCHES.includes(kind) ? mismatchStatements(linked, now) : []),
    ];
  }

  /** What the page of a shared link tells before it knows who reads. */
  async sharedFacts(messageId: string) {
    const message = await this.#parts.repository.message(messageId);
    return message ? { senderName: message.sender_name, sentBy: message.sent_by, sentAt: message.sent_at } : null;
  }

  /** Those with an account whom the message was sent to; they read it signed in. */
  async accountReaders(messageId: string): Promise<AccountReader[]> {
    const [message, recipients] = await Promise.all([
      this.#parts.repository.message(messageId),
      this.#parts.repository.recipients(messageId),
    ]);
    if (!message) return [];
    return recipients
      .filter(({ mailbox_id }) => mailbox_id !== null)
      .map((recipient) => {
        const gone = unavailability(message, recipient);
        return { address: recipient.address, ended: gone && (gone === 'recalled' ? 'link-recalled' : 'link-expired') };
      });
  }

  /** As `record` for a link that several recipients got: a line for each of them, since it may have been any. */
  async recordShared(messageId: string, kind: LinkIncident): Promise<Statement[]> {
    const { repository, clock } = this.#parts;
    const message = await repository.message(messageId);
    if (!message) return [];
    const recipients = await repository.recipients(messageId);
    const without = recipients.filter(({ mailbox_id }) => mailbox_id === null);
    const now = clock.now().getTime();
    const perhaps = (without.length > 0 ? without : recipients).slice(0, SHARED_LINES);
    const [first] = perhaps;
    return [
      ...perhaps.flatMap((recipient) => timelineStatements({ message, recipient }, kind, now)),
      // One mail: who tried is the same, whichever recipient was meant.
      ...(first && MISMATCHES.includes(kind) ? mismatchStatements({ message, recipient: first }, now) : []),
    ];
  }

  /** Opens the message; the opening is durable before any content is answered. @throws {DomainError} link-not-identified, link-recalled, link-expired */
  async open(actor: LinkActor): Promise<MessageContent & { from: SenderView }> {
    const { database, repository, content, clock } = this.#parts;
    const { message, recipient } = await this.#require(actor);
    const now = clock.now().getTime();
    const entry = this.#entry(actor, 'link.opened', message.id, now);
    const first = firstOpening({ message, recipient }, actor.method, now);
    const still = sessionStill(actor.sessionId, () => new DomainError('link-session-ended'));
    await database.commit([still, ...first, entry]).catch(async (error: unknown) => {
      if (!(error instanceof LostRace)) throw error;
      const fresh = await repository.recipient(recipient.id);
      if (fresh?.opened_at == null) throw new DomainError(fresh?.purged_at == null ? 'link-recalled' : 'link-expired');
    });
    const key = await this.messageKey(recipient.id);
    const { subject, attachments } = content.headline(key, message);
    const bodyHtml = content.body(key, message, await repository.body(message.id));
    return {
      subject,
      bodyHtml,
      attachments: await withDownloadsLeft(this.#parts.slots, message, recipient, attachments),
      from: senderOf(message),
    };
  }

  /** An answer: a message of its own to the sender's mailbox, at the level of the original. */
  async reply(
    actor: LinkActor,
    input: { readonly bodyText: string; readonly attachmentIds: readonly string[] },
    idempotency: IdempotencyRecord,
  ): Promise<{ id: string; at: string }> {
    const { database, clock, writer, mailboxes, content } = this.#parts;
    const { message, recipient } = await this.#require(actor);
    if (!readerHasOpened(recipient) || message.reply_allowed === 0 || !message.sender_mailbox_id)
      throw replyNotAllowed();
    const mailbox = await mailboxes.byId(message.sender_mailbox_id);
    if (!mailbox) throw replyNotAllowed();
    const now = clock.now().getTime();
    const id = newId(now);
    const { subject } = content.headline(await this.messageKey(recipient.id), message);
    const statements = await writer.write(
      {
        id,
        organisationId: message.organisation_id,
        sender: {
          mailboxId: null,
          accountId: null,
          recipientId: recipient.id,
          name: recipient.address,
          address: recipient.address,
        },
        recipients: [{ kind: 'to', address: mailbox.address, mailbox, external: null }],
        subject: /^(re|sv):/i.test(subject) ? subject : `Sv: ${subject}`,
        bodyHtml: textToHtml(input.bodyText),
        attachmentIds: input.attachmentIds,
        uploadOwner: { kind: 'link', id: actor.linkId, organisationId: message.organisation_id },
        assuranceLevel: message.assurance_level as 1 | 2 | 3,
        replyAllowed: true,
        validUntil: null,
        maxDownloads: null,
        linkExpiresAt: 0,
        conversationId: message.conversation_id,
        inReplyTo: message.id,
      },
      now,
    );
    const answer = { id, at: new Date(now).toISOString() };
    statements.push(
      ...repliedStatements({ message, recipient }, id, now),
      this.#entry(actor, 'link.replied', message.id, now),
      idempotency.record(answer),
    );
    await database.commit(statements);
    return answer;
  }

  /** What the message's sender answers by itself now, for a reader who has opened it: until when a person is away, a mailbox is not. @throws {DomainError} as open */
  async absence(actor: LinkActor): Promise<{ absence: { text: string; until: string | null } | null }> {
    const { autoReplies, clock, mailboxes } = this.#parts;
    const { message } = await this.downloadable(actor);
    const sender = message.sender_mailbox_id && (await mailboxes.byId(message.sender_mailbox_id));
    const found = sender ? await autoReplies.absenceOf(sender.id, clock.now().getTime()) : null;
    if (!sender || !found) return { absence: null };
    const isAway = sender.kind === 'personal' && found.until !== null;
    return { absence: { text: found.text, until: isAway ? new Date(found.until ?? 0).toISOString() : null } };
  }

  /** The writes of a download asked for through a link. @throws {DomainError} as open */
  async downloadable(actor: LinkActor): Promise<Linked> {
    const linked = await this.#require(actor);
    if (!readerHasOpened(linked.recipient)) throw new DomainError('link-not-identified');
    return linked;
  }

  /** Files may come from whoever may answer. @throws {DomainError} reply-not-allowed, and as open */
  async mayUpload(actor: Actor): Promise<void> {
    if (actor.kind === 'account') return;
    const { message, recipient } = await this.#require(actor);
    if (!readerHasOpened(recipient) || message.reply_allowed === 0) throw replyNotAllowed();
  }

  async #find(recipientId: string): Promise<Linked | null> {
    const recipient = await this.#parts.repository.recipient(recipientId);
    const message = recipient && (await this.#parts.repository.message(recipient.message_id));
    return recipient && message ? { message, recipient } : null;
  }

  async #require(actor: LinkActor): Promise<Linked> {
    if (!actor.identified) throw new DomainError('link-not-identified');
    const linked = await this.#find(actor.linkId);
    if (!linked) throw new DomainError('link-not-found');
    const { recipient } = linked;
    if (recipient.recalled_at !== null) throw new DomainError('link-recalled');
    if (
      recipient.purged_at !== null ||
      (recipient.expires_at !== null && this.#parts.clock.now().getTime() >= recipient.expires_at)
    )
      throw new DomainError('link-expired');
    return linked;
  }

  #entry(actor: LinkActor, action: string, messageId: string, now: number): Statement {
    return audit(
      {
        organisationId: actor.organisationId,
        action,
        actor: { kind: 'link', id: actor.linkId, ip: actor.ip, method: actor.method },
        target: { kind: 'message', id: messageId },
      },
      now,
    );
  }
}

/** What the opening changes, when nobody has opened, or nobody since the sender gave another number or personnummer. */
const firstOpening = (linked: Linked, method: string, now: number): Statement[] => {
  if (linked.recipient.opened_at === null) return openedStatements(linked, method, now);
  return linked.recipient.reader_changed_at === null ? [] : openedAnewStatements(linked, method, now);
};

/** The writes that tell of a download: its mark, its line in the timeline, its entry in the log. */
export const downloadedStatements = (
  linked: { readonly message: MessageRecord; readonly recipient: RecipientRecord | null },
  attachmentId: string | null,
  method: string,
  now: number,
  /** The delegate who did it. */
  by: string | null = null,
): Statement[] =>
  linked.recipient
    ? [
        write(
          'update recipient set downloaded_at = ? where id = ? and downloaded_at is null',
          now,
          linked.recipient.id,
        ),
        ...timelineStatements({ message: linked.message, recipient: linked.recipient }, 'downloaded', now, {
          method,
          attachmentId,
          by,
        }),
      ]
    : [];
