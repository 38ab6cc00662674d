import type { RecipientEventKind } from '@sefos/shared/domain/status.ts';
import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { RateLimiter } from '../identification/index.ts';
import type { LinksService } from '../links/index.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { isChangeable } from './change.policy.ts';
import { type MailChoiceParts, wantsMail } from './mail-choice.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import { type MessageAccess, requireLevel, unavailability } from './message-access.ts';
import { actingName } from './messages.domain.ts';
import { messageNotFound, messageUnavailable } from './messages.errors.ts';
import { requireLinkEnd } from './messages.policy.ts';
import { NOTIFY_JOB } from './notification.job.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

/** A recipient whose link ends by date. */
type LinkedRecipient = RecipientRecord & { readonly expires_at: number };

/** Mails that a sender asks for again, to one recipient. */
const AGAIN = [
  { name: 'notify-again', limit: 1, windowSeconds: 600 },
  { name: 'notify-again-day', limit: 5, windowSeconds: 86_400 },
] as const;
/** How often a change decides anew when a recall or the sweep came in between. */
const TRIES = 20;
const lost = () => new LostRace();

export interface ChangeServiceParts extends MailChoiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: MessageAccess;
  readonly links: LinksService;
  readonly limiter: RateLimiter;
  readonly organisations: OrganisationsService;
}

/** What a sender changes of a message that has been sent; told to nobody but her own pages and the log. */
export class ChangeService {
  readonly #parts: ChangeServiceParts;

  constructor(parts: ChangeServiceParts) {
    this.#parts = parts;
  }

  /**
   * Gives links another end; `recipientIds` null = all whose end may be changed. It takes the level that reading takes: it decides how
   * long somebody reads. @throws {DomainError} not-found, step-up-required, valid-until-invalid, links-ended
   */
  async changeValidity(
    actor: AccountActor,
    messageId: string,
    until: number,
    recipientIds: readonly string[] | null,
  ): Promise<{ changed: string[] }> {
    const { settings } = await this.#parts.organisations.get(actor.organisationId);
    for (let attempt = 1; ; attempt++) {
      const { message, recipients } = await this.#parts.access.findSent(actor, messageId);
      requireLevel(message, actor.level);
      const now = this.#parts.clock.now().getTime();
      const wanted = recipients.filter(({ id }) => recipientIds === null || recipientIds.includes(id));
      if (recipientIds && wanted.length < recipientIds.length) throw messageNotFound();
      requireLinkEnd(until, settings, now);
      const targets = wanted.filter((row): row is LinkedRecipient => isChangeable(row, now));
      // What the message says of itself follows when all its links end together.
      const everyLink = recipients.filter((row) => isChangeable(row, now)).length === targets.length;
      if (targets.length === 0 || (recipientIds && targets.length < wanted.length))
        throw new DomainError('links-ended');
      try {
        await this.#parts.database.commit([
          ...targets.flatMap((recipient) =>
            this.#newEnd({ message, recipient }, until, now, actingName(actor, message)),
          ),
          this.#parts.links.extendSharedLink(message.id, until),
          ...(everyLink ? [write('update message set valid_until = ? where id = ?', until, message.id)] : []),
          this.#entry(actor, 'message.validity-changed', message.id, now, {
            validUntil: new Date(until).toISOString(),
            recipients: targets.length,
          }),
        ]);
        return { changed: targets.map(({ id }) => id) };
      } catch (error) {
        if (!(error instanceof LostRace) || attempt === TRIES) throw error;
      }
    }
  }

  /** Lets the recipients answer, or no longer. @throws {DomainError} not-found, message-unavailable */
  async changeReplyRight(actor: AccountActor, messageId: string, allowed: boolean): Promise<void> {
    const { message, recipients } = await this.#parts.access.findSent(actor, messageId);
    const gone = unavailability(message, null);
    if (gone) throw messageUnavailable(gone);
    const now = this.#parts.clock.now().getTime();
    const kind: RecipientEventKind = allowed ? 'reply-allowed' : 'reply-stopped';
    const by = actingName(actor, message);
    const change = guard(
      write(
        'update message set reply_allowed = ? where id = ? and reply_allowed <> ?',
        allowed ? 1 : 0,
        message.id,
        allowed ? 1 : 0,
      ),
      lost,
    );
    const reachable = recipients.filter((row) => row.recalled_at === null && row.purged_at === null);
    await this.#parts.database
      .commit([
        change,
        ...reachable.flatMap((recipient) => timelineStatements({ message, recipient }, kind, now, { by })),
        this.#entry(actor, 'message.reply-right-changed', message.id, now, { allowed }),
      ])
      .catch((error: unknown) => {
        // It is as asked for already.
        if (!(error instanceof LostRace)) throw error;
      });
  }

  /** Mails one recipient again. @throws {DomainError} not-found, message-unavailable, mail-not-wanted, too-many-requests */
  async notifyAgain(actor: AccountActor, messageId: string, recipientId: string): Promise<void> {
    const { message, recipients } = await this.#parts.access.findSent(actor, messageId);
    const recipient = recipients.find(({ id }) => id === recipientId);
    if (!recipient) throw messageNotFound();
    const gone = unavailability(message, recipient);
    if (gone) throw messageUnavailable(gone);
    const now = this.#parts.clock.now().getTime();
    if (recipient.expires_at !== null && now >= recipient.expires_at) throw messageUnavailable('expired');
    if (!(await wantsMail(this.#parts, recipient))) throw new DomainError('mail-not-wanted');
    for (const { name, ...limit } of AGAIN) await this.#parts.limiter.check(name, recipient.id, limit);
    for (const { name, ...limit } of AGAIN) await this.#parts.limiter.hit(name, recipient.id, limit);
    await this.#parts.database.commit([
      enqueue(NOTIFY_JOB, { recipientId: recipient.id, again: newId(now), by: actingName(actor, message) }, now),
      this.#entry(actor, 'message.notification-asked', message.id, now, { recipient: recipient.id }),
    ]);
  }

  #newEnd(
    { message, recipient }: { readonly message: MessageRecord; readonly recipient: LinkedRecipient },
    until: number,
    now: number,
    by: string | null,
  ): Statement[] {
    const kind = until < recipient.expires_at ? 'shortened' : 'extended';
    return [
      // First: the sweep that takes the key holds this row too.
      this.#parts.links.changeEnd(recipient.id, until, lost),
      guard(
        write(
          'update recipient set expires_at = ? where id = ? and recalled_at is null and purged_at is null',
          until,
          recipient.id,
        ),
        lost,
      ),
      ...timelineStatements({ message, recipient }, kind, now, { by }),
    ];
  }

  #entry(
    actor: AccountActor,
    action: string,
    messageId: string,
    now: number,
    facts: Readonly<Record<string, string | number | boolean>>,
  ): Statement {
    return audit(
      {
        organisationId: actor.organisationId,
        action,
        actor: accountActor(actor),
        target: { kind: 'message', id: messageId },
        facts,
      },
      now,
    );
  }
}
