import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import type { JobPayload } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailPort } from '../../ports/mail.port.ts';
import { audit } from '../audit/index.ts';
import { type LinksService, linkUrl } from '../links/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessageContentReader } from './message-content.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { notificationMail } from './notification.mail.ts';
import { timelineStatements } from './recipient-events.ts';

export const NOTIFY_JOB = 'notify-recipient';
/** From this try on the timeline says that the notification is late; the tries go on. */
const LATE_ATTEMPT = 3;

export interface NotificationJobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly content: MessageContentReader;
  readonly links: LinksService;
  readonly organisations: OrganisationsService;
  readonly mail: MailPort;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
  /** Envelope and header address that notifications come from. */
  readonly mailFrom: string;
}

/** Sends the mail with the link. At least once: a repeat carries the same Message-ID and the same link. */
export class NotificationJob {
  readonly #parts: NotificationJobParts;

  constructor(parts: NotificationJobParts) {
    this.#parts = parts;
  }

  async run(payload: JobPayload, attempt: number): Promise<readonly Statement[]> {
    const { repository, content, links, organisations, mail, clock, publicUrl, mailFrom } = this.#parts;
    const recipient = await repository.recipient(String(payload.recipientId));
    const message = recipient && (await repository.message(recipient.message_id));
    const keyRow = recipient && (await repository.key(recipient.id));
    // Recalled or purged in the meantime: there is nothing to tell.
    if (!recipient || !message || !keyRow || recipient.recalled_at !== null) return [];
    const link = await links.forNotification(recipient.id, await content.messageKey(keyRow));
    // Nothing to open any more: the sweep tells the sender.
    if (!link || clock.now().getTime() >= link.expiresAt) return [];
    const organisation = await organisations.get(message.organisation_id);
    try {
      await mail.send(
        notificationMail({
          language: link.language,
          to: recipient.address,
          from: mailFrom,
          organisation: organisation.name,
          switchboard: organisation.switchboard,
          senderName: message.sender_name,
          openText: link.openText ?? '',
          url: linkUrl(publicUrl, recipient.id, link.token),
          expiresAt: new Date(link.expiresAt),
          recipientId: recipient.id,
          messageId: message.id,
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
