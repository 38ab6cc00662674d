import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { mailboxRetention } from '../mailboxes/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { destroyMessage } from './purge.ts';
import { AS_READ, isTakenFrom, LostRace } from './recipient-events.ts';
import { lookAgain } from './retention.job.ts';
import type { RetentionRepository } from './retention.repository.ts';
import { RetentionCount, type RetentionPreview } from './retention-preview.ts';

export interface RetentionServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly messages: MessagesRepository;
  readonly repository: RetentionRepository;
  readonly attachments: AttachmentsService;
}

/** Who decides about an organisation's messages, and for the log who did. */
export interface RetentionKeeper {
  readonly organisationId: string;
  readonly actor: AuditEntry['actor'];
  /** Holds as somebody who has the message, not as an administrator: what those hold stays held. */
  readonly asHolder?: true;
}

export type HoldOutcome = 'done' | 'already' | 'not-found' | 'gone';
export type ReleaseOutcome = 'done' | 'already' | 'not-found' | 'not-allowed';

/** What an organisation decides about retention: of its mailboxes, and of single messages that are to be kept. */
export class RetentionService {
  readonly #parts: RetentionServiceParts;

  constructor(parts: RetentionServiceParts) {
    this.#parts = parts;
  }

  /** What would go now if the organisation kept messages for `organisationDays`; changes nothing. */
  preview(organisationId: string, organisationDays: number, most?: number): Promise<RetentionPreview> {
    const { repository, clock } = this.#parts;
    return new RetentionCount(repository, clock.now().getTime(), most).organisation(organisationId, organisationDays);
  }

  /**
   * `days` null = the organisation's. False when the organisation has no such mailbox, or when its days are not `expected` any more,
   * where that is given.
   */
  async setMailboxDays(
    keeper: RetentionKeeper,
    address: string,
    days: number | null,
    expected?: number | null,
  ): Promise<boolean> {
    const mailbox = await this.#parts.repository.mailboxAt(keeper.organisationId, address);
    const before = mailbox?.retention_days ?? null;
    if (!mailbox || (expected !== undefined && before !== expected)) return false;
    const changed = await this.#commit([
      guard(mailboxRetention(mailbox.id, before, days), () => new LostRace()),
      this.#entry(keeper, 'mailbox.retention-changed', { kind: 'mailbox', id: mailbox.id }, { before, after: days }),
    ]);
    return changed || this.setMailboxDays(keeper, address, days, expected);
  }

  /** Keeps a message of the organisation whatever its age, and when all its recipients are recalled; until it is released. */
  async hold(keeper: RetentionKeeper, messageId: string): Promise<HoldOutcome> {
    const now = this.#parts.clock.now().getTime();
    const firmly = keeper.asHolder ? 0 : 1;
    const held = await this.#commit([
      guard(
        // What its holder keeps is kept by an administrator from now on, who does so too.
        write(
          'update message set held_at = coalesce(held_at, ?), held_by_administrator = ? where id = ? and organisation_id = ? and purged_at is null and (held_at is null or held_by_administrator < ?)',
          now,
          firmly,
          messageId,
          keeper.organisationId,
          firmly,
        ),
        () => new LostRace(),
      ),
      this.#entry(keeper, 'message.held', { kind: 'message', id: messageId }),
    ]);
    if (held) return 'done';
    const message = await this.#own(keeper, messageId);
    if (!message) return 'not-found';
    return message.held_at === null ? 'gone' : 'already';
  }

  /** Lets a message go its way again: what was to be destroyed meanwhile is, now or at the sweep's next round. */
  async release(keeper: RetentionKeeper, messageId: string): Promise<ReleaseOutcome> {
    const { messages, clock, attachments } = this.#parts;
    const message = await this.#own(keeper, messageId);
    if (!message) return 'not-found';
    if (message.held_at === null) return 'already';
    if (keeper.asHolder && message.held_by_administrator === 1) return 'not-allowed';
    const recipients = await messages.recipients(messageId);
    const now = clock.now().getTime();
    // As at a recall: what a colleague has read may be a public record, and stays the sender's.
    const colleagues = await messages.organisationReaders(messageId);
    const recalled =
      colleagues === 0 && recipients.some(({ recalled_at }) => recalled_at !== null) && recipients.every(isTakenFrom);
    const taken = recipients.filter(({ recalled_at, purged_at }) => recalled_at !== null || purged_at !== null).length;
    const released = await this.#commit([
      // First the message's row, so that what follows sees what a recall has committed that held it.
      write('update message set recipient_count = recipient_count where id = ?', messageId),
      guard(
        write(
          `update message set held_at = null, held_by_administrator = 0 where id = ? and held_at = ? and held_by_administrator = ? and ${AS_READ}`,
          messageId,
          message.held_at,
          message.held_by_administrator,
          ...[messageId, taken, messageId, colleagues],
        ),
        () => new LostRace(),
      ),
      ...agained(message, recipients),
      ...(recalled ? await destroyMessage(messageId, 'recalled', attachments, now) : []),
      this.#entry(keeper, 'message.released', { kind: 'message', id: messageId }),
    ]);
    // Somebody else released it, or a recall came in between: decided anew.
    return released ? 'done' : this.release(keeper, messageId);
  }

  async #own(keeper: RetentionKeeper, messageId: string): Promise<MessageRecord | null> {
    const message = await this.#parts.messages.message(messageId);
    return message?.organisation_id === keeper.organisationId ? message : null;
  }

  #entry(
    { organisationId, actor }: RetentionKeeper,
    action: string,
    target: NonNullable<AuditEntry['target']>,
    facts: AuditEntry['facts'] = {},
  ): Statement {
    return audit({ organisationId, actor, action, target, facts }, this.#parts.clock.now().getTime());
  }

  #commit(statements: readonly Statement[]): Promise<boolean> {
    return this.#parts.database.commit(statements).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof LostRace)) throw error;
        return false;
      },
    );
  }
}

const agained = (message: MessageRecord, recipients: readonly RecipientRecord[]): Statement[] => [
  ...(message.sender_mailbox_id ? [lookAgain(message.sender_mailbox_id, 'sent', message.sent_at)] : []),
  ...recipients.flatMap(({ mailbox_id, delivered_at }) =>
    mailbox_id ? [lookAgain(mailbox_id, 'received', delivered_at)] : [],
  ),
];
