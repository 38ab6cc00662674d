import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { enqueue, type JobHandler, type JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import type { AccountsDirectory } from '../accounts/index.ts';
import { audit } from '../audit/index.ts';
import { type LinksService, linkUrl } from '../links/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { MessageKeyRow, MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { NoticeFacts } from './notification.layout.ts';
import { notificationMail } from './notification.mail.ts';
import { timelineStatements } from './recipient-events.ts';

export const NOTIFY_JOB = 'notify-recipient';
/** Its id is the message's, so that it can be withdrawn: there is one until the sender's mail program, or we, have told everybody. */
export const NOTIFY_EVERYBODY_JOB = 'notify-everybody';
/** From this try on the timeline says that the notification is late; the tries go on. */
const LATE_ATTEMPT = 3;

export interface NotificationJobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly content: MessageContentReader;
  readonly links: LinksService;
  readonly directory: Pick<AccountsDirectory, 'languageOf'>;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  /** Envelope and header address that notifications come from. */
  readonly mailFrom: string;
}

/** How one reader is told. */
type Told = Pick<NoticeFacts, 'language' | 'openText' | 'url' | 'expiresAt'> & { readonly reader: 'link' | 'account' };

/** Sends the mail that leads to the message. At least once: a repeat carries the same Message-ID and the same link. */
export class NotificationJob {
  readonly #parts: NotificationJobParts;

  constructor(parts: NotificationJobParts) {
    this.#parts = parts;
  }

  /** Tells one recipient. */
  async run(payload: JobPayload, attempt: number): Promise<readonly Statement[]> {
    const { repository, organisations, mail, mailFrom } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    const keyRow = recipient && (await repository.key(recipient.id));
    // Recalled or purged in the meantime: there is nothing to tell.
    if (!recipient || !message || !keyRow || recipient.recalled_at !== null) return [];
    const again = typeof payload.again === 'string' ? payload.again : null;
    const told = recipient.mailbox_id
      ? await this.#account(recipient, keyRow, again !== null)
      : await this.#link(recipient, keyRow);
    if (!told) return [];
    const { name: organisation, switchboard } = await organisations.get(message.organisation_id);
    try {
      await mail.send(
        notificationMail({
          ...told,
          to: recipient.address,
          from: mailFrom,
          organisation,
          switchboard,
          senderName: message.sender_name,
          recipientId: recipient.id,
          messageId: message.id,
          again,
        }),
      );
    } catch (error) {
      const reason = isDomainError(error) ? String(error.facts.reason ?? error.type) : 'unknown';
      if (isDomainError(error, 'mail-refused')) return this.#outcome(message, recipient, 'bounced', reason);
      if (attempt === LATE_ATTEMPT)
        await this.#parts.database.commit(this.#outcome(message, recipient, 'notification-failed', reason));
      throw error;
    }
    return this.#outcome(message, recipient, 'notified');
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
  async #account(recipient: RecipientRecord, keyRow: MessageKeyRow, again: boolean): Promise<Told | null> {
    const { directory, organisations, publicUrl } = this.#parts;
    if (recipient.opened_at !== null && !again) return null;
    const language =
      (await directory.languageOf(recipient.address)) ??
      (await organisations.get(keyRow.organisation_id)).settings.language;
    const url = `${publicUrl}/messages/inbox/${recipient.message_id}`;
    return { reader: 'account', language, openText: '', url, expiresAt: null };
  }

  /** What became of the mail: for the list, the timeline and the log. */
  #outcome(
    message: MessageRecord,
    recipient: RecipientRecord,
    kind: 'notified' | 'notification-failed' | 'bounced',
    reason?: string,
  ): Statement[] {
    const now = this.#parts.clock.now().getTime();
    const notification = kind === 'notification-failed' ? 'failed' : kind;
    return [
      write('update recipient set notification = ?, notified_at = ? where id = ?', notification, now, recipient.id),
      ...timelineStatements({ message, recipient }, kind, now),
      audit(
        {
          organisationId: message.organisation_id,
          action: `message.${kind}`,
          actor: { kind: 'system' },
          target: { kind: 'recipient', id: recipient.id },
          facts: { message: message.id, ...(reason ? { reason } : {}) },
        },
        now,
      ),
    ];
  }
}

/** The jobs of this module that tell people, for the worker. */
export const notificationJobs = (notifications: NotificationJob): Readonly<Record<string, JobHandler>> => ({
  [NOTIFY_JOB]: (payload, attempt) => notifications.run(payload, attempt),
  [NOTIFY_EVERYBODY_JOB]: (payload) => notifications.everybody(payload),
});
