import type { AccountActor } from '../../platform/actor.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { accountActor, audit } from '../audit/index.ts';
import type { LinksService } from '../links/index.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { wordsForgotten } from '../search/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { AccessedMessage, MessageAccess } from './message-access.ts';
import { actingName } from './messages.domain.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { organisationKeyFollows, organisationKeyTaken } from './organisation-key.ts';
import { destroyMessage, SCRUB_JOB } from './purge.ts';
import { AS_READ, isTakenFrom, LostRace, settledStatements, timelineStatements } from './recipient-events.ts';

export interface RecallServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly access: MessageAccess;
  readonly links: LinksService;
  readonly attachments: AttachmentsService;
}

export interface RecallResult {
  readonly recalled: string[];
  readonly alreadyOpened: string[];
}

/** How often a recall decides anew when an opening came in between. */
const TRIES = 20;

const isOpen = (row: RecipientRecord): boolean =>
  row.opened_at === null && row.recalled_at === null && row.purged_at === null;

/** What is held stays with somebody: its last key is not taken. @throws {DomainError} message-held */
const requireReleased = (message: MessageRecord): void => {
  if (message.held_at !== null) throw new DomainError('message-held');
};

/** Recall: takes an unopened message back from some recipients or all. A recall and an opening have exactly one winner. */
export class RecallService {
  readonly #parts: RecallServiceParts;

  constructor(parts: RecallServiceParts) {
    this.#parts = parts;
  }

  /** `recipientIds` null = everybody. @throws {DomainError} not-found, already-opened, already-recalled, message-held */
  async recall(actor: AccountActor, messageId: string, recipientIds: readonly string[] | null): Promise<RecallResult> {
    for (let attempt = 1; ; attempt++) {
      const accessed = await this.#parts.access.findSent(actor, messageId);
      const wanted = accessed.recipients.filter(({ id }) => recipientIds === null || recipientIds.includes(id));
      if (recipientIds && wanted.length < recipientIds.length) throw new DomainError('not-found');
      const targets = wanted.filter(isOpen);
      const alreadyOpened = wanted.filter(({ opened_at }) => opened_at !== null).map(({ id }) => id);
      if (targets.length === 0) throw new DomainError(alreadyOpened.length > 0 ? 'already-opened' : 'already-recalled');
      try {
        await this.#parts.database.commit(await this.#statements(actor, accessed, targets, recipientIds === null));
        return { recalled: targets.map(({ id }) => id), alreadyOpened };
      } catch (error) {
        // Somebody opened it in between: that reader has won, the others are still to be recalled.
        if (!(error instanceof LostRace) || attempt === TRIES) throw error;
      }
    }
  }

  /**
   * Ends the access of somebody who has opened: her key goes, what she has read and downloaded stays hers. The sender's copy and
   * everybody else's stay.
   * @throws {DomainError} not-found, already-recalled, message-held, invalid-request — she has not opened: recall
   */
  async endAccess(actor: AccountActor, messageId: string, recipientId: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const accessed = await this.#parts.access.findSent(actor, messageId);
      const recipient = accessed.recipients.find(({ id }) => id === recipientId);
      if (!recipient) throw new DomainError('not-found');
      if (recipient.recalled_at !== null || recipient.purged_at !== null) throw new DomainError('already-recalled');
      if (recipient.opened_at === null) throw new DomainError('invalid-request', { field: 'recipientId' });
      try {
        return await this.#parts.database.commit(await this.#endStatements(actor, accessed, recipient));
      } catch (error) {
        if (!(error instanceof LostRace) || attempt === TRIES) throw error;
      }
    }
  }

  async #endStatements(
    actor: AccountActor,
    accessed: AccessedMessage,
    recipient: RecipientRecord,
  ): Promise<Statement[]> {
    const { clock, links, attachments } = this.#parts;
    const now = clock.now().getTime();
    const { message, recipients } = accessed;
    const others = recipients.filter(({ id }) => id !== recipient.id);
    const isLast = others.every(({ recalled_at, purged_at }) => recalled_at !== null || purged_at !== null);
    const destroyed = isLast && message.sender_purged_at !== null;
    if (destroyed) requireReleased(message);
    return [
      ...(await this.#asRead(accessed)).locked,
      guard(
        write(
          'update recipient set recalled_at = ? where id = ? and recalled_at is null and purged_at is null',
          now,
          recipient.id,
        ),
        () => new LostRace(),
      ),
      ...this.#taken(message, recipient, 'access-ended', now, actingName(actor, message)),
      organisationKeyFollows(message.id),
      ...links.revokeStatements([recipient.id], now),
      ...(destroyed ? await destroyMessage(message.id, 'recalled', attachments, now) : [enqueue(SCRUB_JOB, {}, now)]),
      audit(
        {
          organisationId: actor.organisationId,
          action: 'message.access-ended',
          actor: accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { recipient: recipient.id },
        },
        now,
      ),
    ];
  }

  /** A recipient's key and words are gone, and both sides' pages learn of it. */
  #taken(
    message: MessageRecord,
    recipient: RecipientRecord,
    kind: 'recalled' | 'access-ended',
    now: number,
    by: string | null,
  ): Statement[] {
    return [
      write('delete from message_key where holder_id = ?', recipient.id),
      ...wordsForgotten(recipient.id),
      ...timelineStatements({ message, recipient }, kind, now, { by }),
      ...(recipient.mailbox_id
        ? [
            ...settledStatements(recipient.id, recipient.mailbox_id),
            liveEvent({ type: 'message-received', mailboxId: recipient.mailbox_id, messageId: message.id }, now),
          ]
        : []),
    ];
  }

  /**
   * Refuses the batch when another recall, a purge or a hold came in between: of two that take the last recipients apart, one must see that nobody
   * is left. The first write holds the message's row, so that the second one reads what the other has committed.
   */
  async #asRead({ message, recipients }: AccessedMessage): Promise<{ locked: Statement[]; colleagues: number }> {
    const colleagues = await this.#parts.repository.organisationReaders(message.id);
    const gone = recipients.filter(({ recalled_at, purged_at }) => recalled_at !== null || purged_at !== null).length;
    const locked = [
      write('update message set recipient_count = recipient_count where id = ?', message.id),
      guard(
        write(
          `update message set recipient_count = recipient_count where id = ? and (case when held_at is null then 0 else 1 end) = ? and ${AS_READ}`,
          message.id,
          message.held_at === null ? 0 : 1,
          message.id,
          gone,
          message.id,
          colleagues,
        ),
        () => new LostRace(),
      ),
    ];
    return { locked, colleagues };
  }

  async #statements(
    actor: AccountActor,
    accessed: AccessedMessage,
    targets: readonly RecipientRecord[],
    fromAll: boolean,
  ): Promise<Statement[]> {
    const { clock, links, attachments } = this.#parts;
    const now = clock.now().getTime();
    const { message } = accessed;
    const { locked, colleagues } = await this.#asRead(accessed);
    const statements = [
      ...locked,
      ...targets.flatMap((recipient) => [
        guard(
          write(
            'update recipient set recalled_at = ? where id = ? and opened_at is null and recalled_at is null and purged_at is null',
            now,
            recipient.id,
          ),
          () => new LostRace(),
        ),
        ...this.#taken(message, recipient, 'recalled', now, actingName(actor, message)),
      ]),
      fromAll ? organisationKeyTaken(message.id) : organisationKeyFollows(message.id),
    ];
    statements.push(
      ...links.revokeStatements(
        targets.map(({ id }) => id),
        now,
      ),
    );
    const taken = new Set(targets.map(({ id }) => id));
    const everybody = accessed.recipients.every((row) => taken.has(row.id) || isTakenFrom(row));
    // What a colleague has read may be a public record: the sender keeps her copy.
    // Nobody is left either when the sender's copy has been purged, whoever read it before that.
    const nobody =
      message.sender_purged_at !== null &&
      accessed.recipients.every((row) => taken.has(row.id) || row.recalled_at !== null || row.purged_at !== null);
    if (nobody) requireReleased(message);
    const destroyed = nobody || (everybody && colleagues === 0 && message.held_at === null);
    statements.push(
      ...(destroyed ? await destroyMessage(message.id, 'recalled', attachments, now) : [enqueue(SCRUB_JOB, {}, now)]),
    );
    statements.push(
      audit(
        {
          organisationId: actor.organisationId,
          action: 'message.recalled',
          actor: accountActor(actor),
          target: { kind: 'message', id: message.id },
          facts: { recipients: targets.length, everybody },
        },
        now,
      ),
    );
    return statements;
  }
}
