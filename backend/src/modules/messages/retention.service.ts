import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { mailboxRetention } from '../mailboxes/index.ts';
import type { MessageRecord, RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { destroyMessage } from './purge.ts';
import { isTakenFrom, LostRace } from './recipient-events.ts';
import { lookAgain, retentionCutoff } from './retention.job.ts';
import { RETENTION_FOLDERS, type RetentionFolder, type RetentionRepository } from './retention.repository.ts';

const MAILBOXES = 100;

export interface RetentionServiceParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly messages: MessagesRepository;
  readonly repository: RetentionRepository;
  readonly attachments: AttachmentsService;
}

/** What would go, counted. `oldest` in milliseconds. */
export interface RetentionPreview {
  readonly mailboxes: number;
  readonly received: number;
  readonly sent: number;
  readonly held: number;
  readonly oldest: number | null;
}

/** Who decides about an organisation's messages, and for the log who did. */
export interface RetentionKeeper {
  readonly organisationId: string;
  readonly actor: AuditEntry['actor'];
}

export type HoldOutcome = 'done' | 'already' | 'not-found' | 'gone';

const older = (one: number | null, other: number | null): number | null =>
  one === null || (other !== null && other < one) ? other : one;

/** What an organisation decides about retention: of its mailboxes, and of single messages that are to be kept. */
export class RetentionService {
  readonly #parts: RetentionServiceParts;

  constructor(parts: RetentionServiceParts) {
    this.#parts = parts;
  }

  /** What would go now if the organisation kept messages for `organisationDays`; changes nothing. */
  async preview(organisationId: string, organisationDays: number): Promise<RetentionPreview> {
    const { repository, clock } = this.#parts;
    const now = clock.now().getTime();
    let total: RetentionPreview = { mailboxes: 0, received: 0, sent: 0, held: 0, oldest: null };
    for (let after = ''; ; ) {
      const mailboxes = await repository.mailboxes(after, MAILBOXES, organisationId);
      for (const mailbox of mailboxes) {
        const cutoff = retentionCutoff(mailbox, organisationDays, now);
        if (cutoff !== null) total = await this.#added(total, mailbox.id, cutoff);
      }
      after = mailboxes.at(-1)?.id ?? '';
      if (mailboxes.length < MAILBOXES) return total;
    }
  }

  /** False when the organisation has no such mailbox. `days` null = the organisation's. */
  setMailboxDays(keeper: RetentionKeeper, address: string, days: number | null): Promise<boolean> {
    return this.#commit([
      guard(mailboxRetention(keeper.organisationId, address, days), () => new LostRace()),
      this.#entry(keeper, 'mailbox.retention-changed', undefined, { days }),
    ]);
  }

  /** Keeps a message of the organisation whatever its age, and when all its recipients are recalled; until it is released. */
  async hold(keeper: RetentionKeeper, messageId: string): Promise<HoldOutcome> {
    const now = this.#parts.clock.now().getTime();
    const held = await this.#commit([
      guard(
        write(
          'update message set held_at = ? where id = ? and organisation_id = ? and held_at is null and purged_at is null',
          now,
          messageId,
          keeper.organisationId,
        ),
        () => new LostRace(),
      ),
      this.#entry(keeper, 'message.held', messageId),
    ]);
    if (held) return 'done';
    const message = await this.#own(keeper, messageId);
    if (!message) return 'not-found';
    return message.held_at === null ? 'gone' : 'already';
  }

  /** Lets a message go its way again: what was to be destroyed meanwhile is, now or at the sweep's next round. */
  async release(keeper: RetentionKeeper, messageId: string): Promise<Exclude<HoldOutcome, 'gone'>> {
    const { messages, clock, attachments } = this.#parts;
    const message = await this.#own(keeper, messageId);
    if (!message) return 'not-found';
    if (message.held_at === null) return 'already';
    const recipients = await messages.recipients(messageId);
    const now = clock.now().getTime();
    const recalled = recipients.some(({ recalled_at }) => recalled_at !== null) && recipients.every(isTakenFrom);
    const released = await this.#commit([
      guard(
        write('update message set held_at = null where id = ? and held_at = ?', messageId, message.held_at),
        () => new LostRace(),
      ),
      ...agained(message, recipients),
      ...(recalled ? await destroyMessage(messageId, 'recalled', attachments, now) : []),
      this.#entry(keeper, 'message.released', messageId),
    ]);
    // Somebody else released it, or a recall came in between: decided anew.
    return released ? 'done' : this.release(keeper, messageId);
  }

  async #own(keeper: RetentionKeeper, messageId: string): Promise<MessageRecord | null> {
    const message = await this.#parts.messages.message(messageId);
    return message?.organisation_id === keeper.organisationId ? message : null;
  }

  async #added(total: RetentionPreview, mailboxId: string, cutoff: number): Promise<RetentionPreview> {
    const counted: Record<RetentionFolder, number> = { received: total.received, sent: total.sent };
    let { held, oldest } = total;
    for (const folder of RETENTION_FOLDERS) {
      const count = await this.#parts.repository.count(mailboxId, folder, cutoff);
      counted[folder] += count.copies;
      held += count.held;
      oldest = older(oldest, count.oldest);
    }
    return { mailboxes: total.mailboxes + 1, ...counted, held, oldest };
  }

  #entry(keeper: RetentionKeeper, action: string, messageId?: string, facts: AuditEntry['facts'] = {}): Statement {
    const target = messageId === undefined ? {} : { target: { kind: 'message', id: messageId } };
    return audit({ ...keeper, action, ...target, facts }, this.#parts.clock.now().getTime());
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
