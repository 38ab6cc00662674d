import type { SenderNotification } from '@sefos/shared/contract/messages.ts';
import { senderLine } from '@sefos/shared/domain/sender-line.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { hasten, isWaiting, withdraw } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import { type LinksService, sharedLinkUrl } from '../links/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { type AccessedMessage, type MessageAccess, unavailability } from './message-access.ts';
import type { MessageContentReader } from './message-content.ts';
import { actingName } from './messages.domain.ts';
import { messageUnavailable } from './messages.errors.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { senderMail } from './notification.mail.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

export interface SenderNotificationParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly content: MessageContentReader;
  readonly links: LinksService;
  readonly organisations: OrganisationsService;
  /** Public address of the product, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * Messages whose recipients the sender's own mail program tells (notification `sender`). One job waits beside the message, under
 * the message's id; whoever removes it has told everybody, or does so now: the sender's confirmation or our worker, never
 * neither. docs/adr/0012-sender-notification.md
 */
export class SenderNotifications {
  readonly #parts: SenderNotificationParts;

  constructor(parts: SenderNotificationParts) {
    this.#parts = parts;
  }

  /** The mail for the sender's mail program; it holds the shared link. @throws {DomainError} not-found, message-unavailable */
  async mail(actor: AccountActor, messageId: string): Promise<SenderNotification> {
    const { database, repository, access, content, links, organisations, publicUrl } = this.#parts;
    const { message } = await access.findSent(actor, messageId);
    const gone = unavailability(message, null);
    if (gone) throw messageUnavailable(gone);
    const keyRow = await repository.key(message.id);
    if (!keyRow) throw messageUnavailable('purged');
    const link = await links.sharedLinkFor(message.id, await content.messageKey(keyRow));
    if (!link) throw messageUnavailable('expired');
    const { name, switchboard, settings } = await organisations.get(message.organisation_id);
    return {
      ...senderMail({
        language: settings.language,
        organisation: name,
        switchboard,
        senderName: senderLine(settings.language, { name: message.sender_name, sentBy: message.sent_by }),
        url: sharedLinkUrl(publicUrl, message.id, link.token),
        expiresAt: new Date(link.expiresAt),
        messageId: message.id,
        usualText: settings.openText?.[settings.language] ?? '',
      }),
      alreadyNotified: !(await isWaiting(database, message.id)),
    };
  }

  /**
   * `sender`: the mail has gone out, nobody need be told again. `sefos`: it will not go out, everybody is told now. Once either
   * has happened, nothing more does. @throws {DomainError} not-found
   */
  async confirm(actor: AccountActor, messageId: string, by: 'sender' | 'sefos'): Promise<void> {
    const { database, access, clock } = this.#parts;
    const accessed = await access.findSent(actor, messageId);
    const now = clock.now().getTime();
    if (!(await isWaiting(database, messageId))) return;
    const statements = by === 'sefos' ? [hasten(messageId, now)] : this.#toldBySender(actor, accessed, now);
    await database.commit(statements).catch((error: unknown) => {
      // The worker was first: everybody is told twice, which is better than not at all.
      if (!(error instanceof LostRace)) throw error;
    });
  }

  #toldBySender(actor: AccountActor, { message, recipients }: AccessedMessage, now: number): Statement[] {
    const told = recipients.filter((row) => row.notification === 'pending' && row.recalled_at === null);
    return [
      withdraw(message.id, () => new LostRace()),
      ...told.flatMap((recipient) => [
        write(
          "update recipient set notification = 'notified', notified_at = ? where id = ? and notification = 'pending'",
          now,
          recipient.id,
        ),
        ...timelineStatements({ message, recipient }, 'notified', now, { by: actingName(actor, message) }),
      ]),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'message.notified-by-sender',
          actor: accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { recipients: told.length },
        },
        now,
      ),
    ];
  }
}
