import { newKey, sealPiece, wipe } from '../../crypto/index.ts';
import { insert, type Statement } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { sortName } from '../../platform/sort-name.ts';
import type { AttachmentsService, UploadOwner } from '../attachments/index.ts';
import { arrivedCases } from '../cases/index.ts';
import type { LinksService } from '../links/index.ts';
import { liveEvent, unreadChanged } from '../mailboxes/index.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { SearchIndex } from '../search/index.ts';
import { activityWished } from './activity.job.ts';
import {
  MessageBodyEntity,
  MessageEntity,
  MessageKeyEntity,
  RecipientEntity,
  RecipientEventEntity,
} from './message.entity.ts';
import { wordsOfMessage } from './message-words.ts';
import { keyContext, pieceContext } from './messages.domain.ts';
import type { PlannedRecipient } from './messages.policy.ts';
import {
  COLLEAGUE_WAIT_MILLISECONDS,
  NOTIFY_COLLEAGUE_JOB,
  NOTIFY_EVERYBODY_JOB,
  NOTIFY_JOB,
} from './notification.job.ts';

/** A message ready to be sealed: everything is decided and checked. */
export interface NewMessage {
  readonly id: string;
  readonly organisationId: string;
  readonly sender: {
    readonly mailboxId: string | null;
    readonly accountId: string | null;
    readonly recipientId: string | null;
    readonly name: string;
    readonly address: string;
    /** The delegate who wrote it on behalf of the sender. */
    readonly sentBy?: string | null;
    /** The member who wrote it in a function mailbox. */
    readonly writtenBy?: string | null;
  };
  readonly recipients: readonly PlannedRecipient[];
  readonly subject: string;
  /** Sanitised. */
  readonly bodyHtml: string;
  readonly attachmentIds: readonly string[];
  readonly uploadOwner: UploadOwner;
  readonly assuranceLevel: 1 | 2 | 3;
  readonly replyAllowed: boolean;
  readonly validUntil: number | null;
  readonly maxDownloads: number | null;
  readonly readReceipt?: boolean;
  /** Who holds the key for the sender's whole organisation; null or left out = it may not open it. */
  readonly organisationHolderId?: string | null;
  readonly linkExpiresAt: number;
  readonly conversationId: string;
  readonly inReplyTo: string | null;
  /** No person sends it: nothing answers it by itself. */
  readonly automatic?: boolean;
  /** Who is told by mail, and by whom; see the contract's SendMessage. Default: `links`. */
  readonly notification?: 'links' | 'everybody' | 'sender';
}

/** How long the sender's mail program has to confirm that it told everybody before we do it. */
export const SENDER_CONFIRMS_MILLISECONDS = 15 * 60_000;

/** A recipient with her id on this message. */
type Holder = PlannedRecipient & { readonly id: string };

const nameOf = ({ mailbox, address }: PlannedRecipient): string => mailbox?.name ?? address;

/** Where it comes into function mailboxes it begins cases or joins them; what a mailbox writes to itself is none. */
const begunCases = (message: NewMessage, holders: readonly Holder[], now: number): Statement[] =>
  arrivedCases(
    holders.flatMap(({ id, mailbox }) =>
      mailbox && mailbox.id !== message.sender.mailboxId
        ? {
            ...{ kind: mailbox.kind, mailboxId: mailbox.id, organisationId: mailbox.organisationId, recipientId: id },
            ...{ conversationId: message.conversationId, automatic: message.automatic === true },
          }
        : [],
    ),
    now,
  );

/** Seals a new message and makes the writes that deliver it: one batch, so that it is delivered once or not at all. */
export class MessageWriter {
  readonly #keyRing: KeyRing;
  readonly #links: LinksService;
  readonly #attachments: AttachmentsService;
  readonly #index: SearchIndex;

  constructor(keyRing: KeyRing, links: LinksService, attachments: AttachmentsService, index: SearchIndex) {
    this.#keyRing = keyRing;
    this.#links = links;
    this.#attachments = attachments;
    this.#index = index;
  }

  async write(message: NewMessage, now: number): Promise<Statement[]> {
    const key = newKey();
    try {
      const claimed = await this.#attachments.claim(
        {
          attachmentIds: message.attachmentIds,
          owner: message.uploadOwner,
          messageId: message.id,
          organisationId: message.organisationId,
          messageKey: key,
        },
        now,
      );
      const headline = Buffer.from(JSON.stringify({ subject: message.subject, attachments: claimed.items }));
      const statements: Statement[] = [
        this.#messageRow(
          message,
          sealPiece(key, pieceContext(message.organisationId, message.id, 'headline'), headline),
          now,
        ),
        insert(MessageBodyEntity, {
          message_id: message.id,
          body: sealPiece(key, pieceContext(message.organisationId, message.id, 'body'), Buffer.from(message.bodyHtml)),
        }),
        ...claimed.statements,
      ];
      if (message.sender.mailboxId) {
        for (const holderId of [message.id, message.organisationHolderId ?? []].flat())
          statements.push(await this.#keyRow(message, holderId, message.organisationId, key));
        statements.push(
          liveEvent({ type: 'message-sent', mailboxId: message.sender.mailboxId, messageId: message.id }, now),
        );
      }
      const holders = message.recipients.map((recipient) => ({ ...recipient, id: newId(now) }));
      for (const [position, recipient] of holders.entries())
        statements.push(...(await this.#deliver(message, recipient, position, key, now)));
      statements.push(...(await this.#findable(message, holders, claimed.items, now)));
      statements.push(...begunCases(message, holders, now));
      if (message.notification === 'sender') statements.push(...this.#leftToSender(message, key, now));
      // Last, because all senders to a mailbox wait for this row; in one order, so that two batches never wait for each other.
      const mailboxIds = message.recipients.flatMap(({ mailbox }) => (mailbox ? [mailbox.id] : [])).sort();
      statements.push(...mailboxIds.map((id) => unreadChanged(id, 1)));
      return statements;
    } finally {
      wipe(key);
    }
  }

  /** Makes it searchable for everybody who has a mailbox: a row each. */
  async #findable(
    message: NewMessage,
    holders: readonly Holder[],
    attachments: readonly { readonly name: string }[],
    now: number,
  ): Promise<Statement[]> {
    const words = wordsOfMessage({
      ...message,
      attachmentNames: attachments.map(({ name }) => name),
      recipients: holders.map((holder) => ({ ...holder, name: nameOf(holder) })),
    });
    const { mailboxId } = message.sender;
    const statements: Statement[] = [];
    if (mailboxId) {
      const sent = { rowId: message.id, mailboxId, organisationId: message.organisationId, received: false, at: now };
      statements.push(await this.#index.written(sent, words.sent()));
    }
    const received = holders.some(({ mailbox }) => mailbox) ? words.received() : [];
    for (const { id, mailbox } of holders) {
      if (!mailbox) continue;
      const { id: theirs, organisationId } = mailbox;
      statements.push(
        await this.#index.written({ rowId: id, mailboxId: theirs, organisationId, received: true, at: now }, received),
      );
    }
    return statements;
  }

  /** One link for the mail that the sender's program sends, and a job that tells everybody unless it confirms in time. */
  #leftToSender({ id, organisationId, linkExpiresAt }: NewMessage, key: Uint8Array, now: number): Statement[] {
    return [
      ...this.#links.newSharedLink({
        messageId: id,
        organisationId,
        messageKey: key,
        expiresAt: linkExpiresAt,
        now,
      }),
      enqueue(NOTIFY_EVERYBODY_JOB, { messageId: id }, now, now + SENDER_CONFIRMS_MILLISECONDS, id),
    ];
  }

  #messageRow(message: NewMessage, headline: Buffer, now: number): Statement {
    const [first] = message.recipients;
    return insert(MessageEntity, {
      id: message.id,
      organisation_id: message.organisationId,
      sender_mailbox_id: message.sender.mailboxId,
      sender_account_id: message.sender.accountId,
      sender_recipient_id: message.sender.recipientId,
      sender_name: message.sender.name,
      sender_address: message.sender.address,
      sent_by: message.sender.sentBy ?? null,
      written_by: message.sender.writtenBy ?? null,
      conversation_id: message.conversationId,
      in_reply_to: message.inReplyTo,
      automatic: message.automatic ? 1 : 0,
      assurance_level: message.assuranceLevel,
      reply_allowed: message.replyAllowed ? 1 : 0,
      headline,
      attachment_count: message.attachmentIds.length,
      recipient_count: message.recipients.length,
      valid_until: message.validUntil,
      max_downloads: message.maxDownloads,
      read_receipt: message.readReceipt ? 1 : 0,
      held_by_administrator: 0,
      organisation_holder_id: message.organisationHolderId ?? null,
      sort_name: message.sender.mailboxId && first ? sortName(nameOf(first), first.address) : '',
      sent_at: now,
    });
  }

  async #keyRow(message: NewMessage, holderId: string, ownerId: string, key: Uint8Array): Promise<Statement> {
    const { epoch, wrapped } = await this.#keyRing.wrap(ownerId, key, keyContext(message.id, holderId));
    return insert(MessageKeyEntity, {
      holder_id: holderId,
      message_id: message.id,
      organisation_id: ownerId,
      epoch,
      wrapped,
    });
  }

  async #deliver(
    message: NewMessage,
    recipient: Holder,
    position: number,
    key: Uint8Array,
    now: number,
  ): Promise<Statement[]> {
    const { id, mailbox, external } = recipient;
    const { notification = 'links' } = message;
    const told = external !== null || notification !== 'links';
    const statements = [
      insert(RecipientEntity, {
        id,
        message_id: message.id,
        position,
        kind: recipient.kind,
        address: recipient.address,
        name: nameOf(recipient),
        mailbox_id: mailbox?.id ?? null,
        sender_mailbox_id: message.sender.mailboxId,
        address_kind: external
          ? 'external'
          : mailbox?.organisationId === message.organisationId
            ? 'internal'
            : 'other-organisation',
        method: external?.method ?? null,
        delivered_at: now,
        notification: told ? 'pending' : 'none',
        expires_at: external ? message.linkExpiresAt : null,
        unread: mailbox ? 1 : 0,
        sort_name: mailbox
          ? sortName(message.sender.name, message.sender.address)
          : sortName(nameOf(recipient), recipient.address),
        assurance_level: message.assuranceLevel,
      }),
      insert(RecipientEventEntity, { id: newId(now), recipient_id: id, message_id: message.id, kind: 'sent', at: now }),
      await this.#keyRow(message, id, mailbox?.organisationId ?? message.organisationId, key),
    ];
    if (mailbox) {
      statements.push(liveEvent({ type: 'message-received', mailboxId: mailbox.id, messageId: message.id }, now));
    }
    if (external) {
      statements.push(
        ...(await this.#links.newLink({
          recipientId: id,
          messageId: message.id,
          organisationId: message.organisationId,
          address: recipient.address,
          method: external.method,
          language: external.language,
          phone: external.phone,
          personalNumber: external.personalNumber,
          openText: external.openText,
          expiresAt: message.linkExpiresAt,
          messageKey: key,
          now,
        })),
      );
    }
    if (told && notification !== 'sender') statements.push(enqueue(NOTIFY_JOB, { recipientId: id }, now));
    const isColleague = !told && !message.automatic && mailbox?.id !== message.sender.mailboxId;
    if (isColleague)
      statements.push(enqueue(NOTIFY_COLLEAGUE_JOB, { recipientId: id }, now, now + COLLEAGUE_WAIT_MILLISECONDS));
    // Whoever sends the mail: an activity in Teams is the reader's own wish.
    if (mailbox && mailbox.id !== message.sender.mailboxId && !message.automatic)
      statements.push(activityWished(mailbox.id, id, now));
    return statements;
  }
}
