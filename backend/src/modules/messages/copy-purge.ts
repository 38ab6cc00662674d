import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { destroyedWrites } from '../cases/index.ts';
import type { LinksService } from '../links/index.ts';
import { liveEvent, type MailboxesService } from '../mailboxes/index.ts';
import { wordsForgotten } from '../search/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { organisationKeyFollows } from './organisation-key.ts';
import { destroyStatements } from './purge.ts';
import { LostRace, settledStatements, timelineStatements } from './recipient-events.ts';
import type { RetentionRepository } from './retention.repository.ts';

export interface CopyPurgeParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly retention: RetentionRepository;
  readonly attachments: AttachmentsService;
  readonly links: LinksService;
  readonly mailboxes: MailboxesService;
}

/** By the holder's retention, because she deleted it and has not brought it back, or because its mailbox was removed. */
export type PurgeReason = 'age' | 'deleted' | 'removed';

const factOf = (why: PurgeReason): { readonly deleted?: true; readonly mailboxRemoved?: true } => {
  if (why === 'age') return {};
  return why === 'deleted' ? { deleted: true } : { mailboxRemoved: true };
};

/** Who destroys it. */
type Actor = AuditEntry['actor'];
const SYSTEM: Actor = { kind: 'system' };

/** `later`: others changed it at every try; it is still there. */
export type PurgeOutcome = 'purged' | 'kept' | 'later';

const TRIES = 5;

/**
 * Takes one holder's copy of a message by age, or with its mailbox: the key now, and with the last key everything else. What a sender purges takes
 * its links with it. Whoever keeps a copy of her own reads on.
 */
export class CopyPurge {
  readonly #parts: CopyPurgeParts;

  constructor(parts: CopyPurgeParts) {
    this.#parts = parts;
  }

  /** The copy that a mailbox received. Deleted by its reader: the sender is told nothing. */
  received(recipientId: string, why: PurgeReason = 'age', by: Actor = SYSTEM): Promise<PurgeOutcome> {
    return this.#try(() => this.#received(recipientId, why, by));
  }

  /** The copy that a mailbox sent; unless she deleted it, with those of its recipients without an account. */
  sent(messageId: string, why: PurgeReason = 'age', by: Actor = SYSTEM): Promise<PurgeOutcome> {
    return this.#try(() => this.#sent(messageId, why, by));
  }

  /** `statements` answers null when there is nothing to purge (any more). */
  async #try(statements: () => Promise<Statement[] | null>): Promise<PurgeOutcome> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const batch = await statements();
      if (!batch) return 'kept';
      try {
        await this.#parts.database.commit(batch);
        return 'purged';
      } catch (error) {
        // Opened, recalled, held or purged in between: read again.
        if (!(error instanceof LostRace)) throw error;
      }
    }
    return 'later';
  }

  async #received(recipientId: string, why: PurgeReason, by: Actor): Promise<Statement[] | null> {
    const { repository, clock, mailboxes } = this.#parts;
    const recipient = await repository.recipient(recipientId);
    const message = recipient && (await repository.message(recipient.message_id));
    if (!recipient?.mailbox_id || !message || recipient.purged_at !== null || recipient.recalled_at !== null)
      return null;
    if (why === 'deleted' && recipient.deleted_at === null) return null;
    // What the sender's organisation holds are its own copies, and the content as long as anybody has a key.
    const own = recipient.address_kind === 'internal' || (await this.#isLast(message.id, [recipient.id]));
    if (own && message.held_at !== null) return null;
    const mailbox = await mailboxes.evenRemoved(recipient.mailbox_id);
    const organisationId = mailbox?.organisationId ?? message.organisation_id;
    const now = clock.now().getTime();
    return [
      lockMessage(message.id, own),
      guard(
        write(
          `update recipient set purged_at = ? where id = ? and purged_at is null and recalled_at is null and opened_at is ${recipient.opened_at === null ? '' : 'not '}null${why === 'deleted' ? ' and deleted_at is not null' : ''}`,
          now,
          recipient.id,
        ),
        () => new LostRace(),
      ),
      ...(await this.#keysTaken(message, [recipient.id], now)),
      ...(why === 'deleted' ? [] : timelineStatements({ message, recipient }, 'purged', now)),
      // With the last message of a case goes what was written about it.
      ...(mailbox?.kind === 'personal' ? [] : destroyedWrites(recipient.id, now)),
      changedEvent(recipient.mailbox_id, { type: 'message-received', messageId: message.id }, why, now),
      purgedEntry(organisationId, message.id, { copy: 'received', links: 0, ...factOf(why) }, by, now),
      ...settledStatements(recipient.id, recipient.mailbox_id),
    ];
  }

  async #sent(messageId: string, why: PurgeReason, by: Actor): Promise<Statement[] | null> {
    const { repository, links, clock } = this.#parts;
    const message = await repository.message(messageId);
    if (!message?.sender_mailbox_id || message.held_at !== null) return null;
    if (message.sender_purged_at !== null || message.purged_at !== null) return null;
    if (why === 'deleted' && message.sender_deleted_at === null) return null;
    // Whoever deletes her own copy takes nothing from others; else the organisation's links go with it.
    const linked = why === 'deleted' ? [] : (await repository.recipients(messageId)).filter(isLinked);
    const ids = linked.map(({ id }) => id);
    const now = clock.now().getTime();
    return [
      lockMessage(message.id, true),
      guard(
        write(
          `update message set sender_purged_at = ? where id = ? and sender_purged_at is null${why === 'deleted' ? ' and sender_deleted_at is not null' : ''}`,
          now,
          message.id,
        ),
        () => new LostRace(),
      ),
      ...linked.flatMap((recipient) => [
        guard(
          write(
            'update recipient set purged_at = ? where id = ? and purged_at is null and recalled_at is null',
            now,
            recipient.id,
          ),
          () => new LostRace(),
        ),
        ...timelineStatements({ message, recipient }, 'purged', now),
      ]),
      ...links.purgeStatements(ids, now),
      ...(await this.#keysTaken(message, [message.id, ...ids], now)),
      changedEvent(message.sender_mailbox_id, { type: 'message-sent', messageId: message.id }, why, now),
      purgedEntry(message.organisation_id, message.id, { copy: 'sent', links: linked.length, ...factOf(why) }, by, now),
    ];
  }

  async #isLast(messageId: string, holderIds: readonly string[]): Promise<boolean> {
    return (await this.#parts.retention.holders(messageId)).every((holder) => holderIds.includes(holder));
  }

  /** With the last key everything goes. Whether these are the last is decided again inside the batch, under the message's lock. */
  async #keysTaken({ id }: MessageRecord, holderIds: readonly string[], now: number): Promise<Statement[]> {
    const taken = holderIds.flatMap((holder) => [
      write('delete from message_key where holder_id = ?', holder),
      ...wordsForgotten(holder),
    ]);
    if (await this.#isLast(id, holderIds))
      return [...taken, ...(await destroyStatements(id, 'purged', this.#parts.attachments, now))];
    return [
      ...taken,
      organisationKeyFollows(id),
      guard(
        write(
          'update message set recipient_count = recipient_count where id = ? and exists (select 1 from message_key where message_id = ?)',
          id,
          id,
        ),
        () => new LostRace(),
      ),
    ];
  }
}

/** Whether somebody without an account can still come to it by her link. */
export const isLinked = (row: RecipientRecord): boolean =>
  row.mailbox_id === null && row.purged_at === null && row.recalled_at === null;

/** First of the batch: of two that take the last keys apart one waits, and sees what the other has written. */
const lockMessage = (id: string, unlessHeld: boolean): Statement =>
  guard(
    write(
      `update message set recipient_count = recipient_count where id = ? and purged_at is null${unlessHeld ? ' and held_at is null' : ''}`,
      id,
    ),
    () => new LostRace(),
  );

/** What was deleted goes out of its own folder, without a word of new mail. */
const changedEvent = (
  mailboxId: string,
  event: { readonly type: 'message-received' | 'message-sent'; readonly messageId: string },
  why: PurgeReason,
  now: number,
): Statement => liveEvent(why === 'deleted' ? { type: 'mailbox-changed', mailboxId } : { ...event, mailboxId }, now);

const purgedEntry = (
  organisationId: string,
  messageId: string,
  facts: { readonly copy: 'received' | 'sent'; readonly links: number } & ReturnType<typeof factOf>,
  actor: Actor,
  now: number,
): Statement =>
  audit(
    {
      organisationId,
      action: 'message.purged',
      actor,
      target: { kind: 'message', id: messageId },
      facts,
    },
    now,
  );
