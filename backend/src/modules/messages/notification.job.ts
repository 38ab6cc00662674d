import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { type DomainError, isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import { type LinksService, linkUrl } from '../links/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { refusal } from './bounce-verdict.ts';
import { type Bounces, bouncedStatements } from './bounces.service.ts';
import { type MailChoiceParts, wantsMail } from './mail-choice.ts';
import type { MemberNotices } from './member-notices.job.ts';
import type { MessageKeyRow, MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { NoticeFacts } from './notification.layout.ts';
import { notificationMail } from './notification.mail.ts';
import { timelineStatements } from './recipient-events.ts';

export const NOTIFY_JOB = 'notify-recipient';
/** Its id is the message's, so that it can be withdrawn: there is one until the sender's mail program, or we, have told everybody. */
export const NOTIFY_EVERYBODY_JOB = 'notify-everybody';
/** For a mailbox that nobody asked to be mailed: her own choice decides. */
export const NOTIFY_COLLEAGUE_JOB = 'notify-colleague';
/** Who has the product open sees the message at once, and is spared the mail by opening it in time. */
export const COLLEAGUE_WAIT_MILLISECONDS = 20_000;
/** From this try on the timeline says that the notification is late; the tries go on. */
const LATE_ATTEMPT = 3;

export interface NotificationJobParts extends MailChoiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly content: MessageContentReader;
  readonly links: LinksService;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  readonly bounces: Pick<Bounces, 'expect'>;
  readonly memberNotices: Pick<MemberNotices, 'ask'>;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  /** Address that notifications come from; the envelope has one of its own where a way back is set up. */
  readonly mailFrom: string;
}

/** How one reader is told. */
type Told = Pick<NoticeFacts, 'language' | 'openText' | 'url' | 'expiresAt'> & {
  readonly reader: 'link' | 'account' | 'answered';
};

/** Sends the mail that leads to the message. At least once: a repeat carries the same Message-ID and the same link. */
export class NotificationJob {
  readonly #parts: NotificationJobParts;

  constructor(parts: NotificationJobParts) {
    this.#parts = parts;
  }

  /** Tells one recipient. */
  async run(payload: JobPayload, attempt: number): Promise<readonly Statement[]> {
    const { repository, organisations, mail, mailFrom, bounces, clock } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    const keyRow = recipient && (await repository.key(recipient.id));
    // Recalled or purged in the meantime: there is nothing to tell.
    if (!recipient || !message || !keyRow || recipient.recalled_at !== null) return [];
    const again = typeof payload.again === 'string' ? payload.again : null;
    if (await this.#isShared(recipient)) return this.#parts.memberNotices.ask(message, recipient, payload);
    if (!(await wantsMail(this.#parts, recipient))) return untold(recipient);
    const told = recipient.mailbox_id
      ? await this.#account(message, recipient, keyRow, again !== null)
      : await this.#link(recipient, keyRow);
    if (!told) return [];
    const { name: organisation, switchboard, logo, settings } = await organisations.get(message.organisation_id);
    const sentAt = clock.now().getTime();
    const returning = await bounces.expect(recipient.id, sentAt);
    const usual = told.reader === 'link' ? settings.openText?.[told.language] : undefined;
    const notification = notificationMail({
      ...told,
      openText: told.openText || (usual ?? ''),
      logoUrl: logo && this.#parts.publicUrl + logo,
      to: recipient.address,
      from: mailFrom,
      organisation,
      switchboard,
      senderName: senderLine(told.language, { name: message.sender_name, sentBy: message.sent_by }),
      recipientId: recipient.id,
      messageId: message.id,
      again,
    });
    try {
      await mail.send({ ...notification, ...returning, organisationId: message.organisation_id });
    } catch (error) {
      if (isDomainError(error, 'mail-refused')) return this.#refused(message, recipient, error);
      if (attempt === LATE_ATTEMPT)
        await this.#parts.database.commit(this.#late(message, recipient, isDomainError(error) ? error : undefined));
      throw error;
    }
    return this.#notified(message, recipient, sentAt, typeof payload.by === 'string' ? payload.by : null);
  }

  /** Tells the holder of a mailbox, or the members of a function mailbox, unless the message has been seen to already. */
  async colleague(payload: JobPayload, attempt: number): Promise<readonly Statement[]> {
    const recipient = await this.#parts.repository.recipient(String(payload.recipientId));
    if (!recipient?.mailbox_id || recipient.unread === 0 || recipient.opened_at !== null) return [];
    return this.run(payload, attempt);
  }

  /** Nobody holds it alone. */
  async #isShared({ mailbox_id: mailboxId }: RecipientRecord): Promise<boolean> {
    return mailboxId !== null && (await this.#parts.mailboxes.holderOf(mailboxId)) === null;
  }

  /** Asks for a mail to each recipient who is still to be told; written together with this job's end. */
  async everybody(payload: JobPayload): Promise<readonly Statement[]> {
    const { repository, clock } = this.#parts;
    const now = clock.now().getTime();
    const recipients = await repository.recipients(String(payload.messageId));
    return recipients
      .filter((row) => row.notification === 'pending' && row.opened_at === null && row.recalled_at === null)
      .map(({ id }) => enqueue(NOTIFY_JOB, { recipientId: id }, now));
  }

  /** Null when there is nothing to open any more (the sweep tells the sender). */
  async #link({ id }: RecipientRecord, keyRow: MessageKeyRow): Promise<Told | null> {
    const { links, content, clock, publicUrl } = this.#parts;
    const link = await links.forNotification(id, await content.messageKey(keyRow));
    if (!link || clock.now().getTime() >= link.expiresAt) return null;
    return {
      reader: 'link',
      language: link.language,
      openText: link.openText,
      url: linkUrl(publicUrl, id, link.token),
      expiresAt: new Date(link.expiresAt),
    };
  }

  /** Null when she has read it already and nobody asks for it again. In her own language, else in her organisation's, which holds the key. */
  async #account(
    message: MessageRecord,
    recipient: RecipientRecord,
    keyRow: MessageKeyRow,
    again: boolean,
  ): Promise<Told | null> {
    const { directory, organisations, publicUrl } = this.#parts;
    if (recipient.opened_at !== null && !again) return null;
    const language =
      (await directory.languageOf(recipient.address)) ??
      (await organisations.get(keyRow.organisation_id)).settings.language;
    const url = `${publicUrl}/messages/inbox/${recipient.message_id}`;
    // Who answers through a link belongs to no organisation: neither her name nor her address stands in a mail.
    const reader = message.sender_recipient_id === null ? 'account' : 'answered';
    return { reader, language, openText: '', url, expiresAt: null };
  }

  /** By the time of sending: a mail can come back sooner than this is written, and then stays so. */
  #notified(message: MessageRecord, recipient: RecipientRecord, sentAt: number, by: string | null): Statement[] {
    return [
      write(
        "update recipient set notification = 'notified', notified_at = ? where id = ? and (notification <> 'bounced' or notified_at is null or notified_at < ?)",
        this.#parts.clock.now().getTime(),
        recipient.id,
        sentAt,
      ),
      ...timelineStatements({ message, recipient }, 'notified', sentAt, { by }),
      told(message, recipient, 'notified', sentAt),
    ];
  }

  #refused(message: MessageRecord, recipient: RecipientRecord, { facts }: DomainError): Statement[] {
    const now = this.#parts.clock.now().getTime();
    return [
      write("update recipient set notification = 'bounced', notified_at = ? where id = ?", now, recipient.id),
      ...bouncedStatements(message, recipient, refusal(facts), now),
    ];
  }

  #late(message: MessageRecord, recipient: RecipientRecord, error: DomainError | undefined): Statement[] {
    const now = this.#parts.clock.now().getTime();
    return [
      write("update recipient set notification = 'failed', notified_at = ? where id = ?", now, recipient.id),
      ...timelineStatements({ message, recipient }, 'notification-failed', now),
      told(
        message,
        recipient,
        'notification-failed',
        now,
        error ? String(error.facts.reason ?? error.type) : 'unknown',
      ),
    ];
  }
}

/** The message lies in her inbox, and nothing else tells of it. */
const untold = ({ id }: RecipientRecord): Statement[] => [
  write("update recipient set notification = 'none' where id = ? and notification = 'pending'", id),
];

const told = (
  message: MessageRecord,
  recipient: RecipientRecord,
  kind: 'notified' | 'notification-failed',
  now: number,
  reason?: string,
): Statement =>
  audit(
    {
      organisationId: message.organisation_id,
      action: `message.${kind}`,
      actor: { kind: 'system' },
      target: { kind: 'recipient', id: recipient.id },
      facts: { message: message.id, ...(reason ? { reason } : {}) },
    },
    now,
  );

/** The jobs of this module that tell people, for the worker. */
export const notificationJobs = (notifications: NotificationJob): Readonly<Record<string, JobHandler>> => ({
  [NOTIFY_JOB]: (payload, attempt) => notifications.run(payload, attempt),
  [NOTIFY_COLLEAGUE_JOB]: (payload, attempt) => notifications.colleague(payload, attempt),
  [NOTIFY_EVERYBODY_JOB]: (payload) => notifications.everybody(payload),
});
