import { hashToken, newReturnToken } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { MailMessage } from '../../ports/mail.port.ts';
import type { MailReturnPort, ReturnedMail } from '../../ports/mail-return.port.ts';
import { audit } from '../audit/index.ts';
import { liveEvent } from '../mailboxes/index.ts';
import { type Verdict, verdictOf } from './bounce-verdict.ts';
import { MailReturnEntity, type MailReturnRow, type MessageRecord, type RecipientRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

/** Mail systems try for some days; after that nobody asks any more. */
const KEPT_MILLISECONDS = 30 * 86_400_000;
/** Looked up in a minute and process; more of them is an attack or a storm, and waits with the relay. */
const LOOKUPS_A_MINUTE = 600;
const MINUTE_MILLISECONDS = 60_000;

export interface BouncesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: Pick<MessagesRepository, 'recipient' | 'message'>;
  readonly mailReturn: Pick<MailReturnPort, 'addressOf'>;
}

/** What is written when a mail to a recipient has come back, whoever said so. */
export const bouncedStatements = (
  message: MessageRecord,
  recipient: RecipientRecord,
  { kind, reason }: Verdict,
  now: number,
): Statement[] => [
  ...timelineStatements({ message, recipient }, kind, now, { reason }),
  ...(kind === 'bounced' && message.sender_mailbox_id
    ? [
        liveEvent(
          {
            type: 'notification-bounced',
            mailboxId: message.sender_mailbox_id,
            messageId: message.id,
            recipientId: recipient.id,
          },
          now,
        ),
      ]
    : []),
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

/** Gives each mail to a recipient a return address of its own, and reads from what comes back what became of it. */
export class Bounces {
  readonly #parts: BouncesParts;
  #minute = 0;
  #lookups = 0;

  constructor(parts: BouncesParts) {
    this.#parts = parts;
  }

  /**
   * A new return address for one try of one mail; what comes back to it is known from now on. Empty where no way back is
   * set up.
   */
  async expect(recipientId: string, now: number): Promise<Pick<MailMessage, 'returnPath'>> {
    const token = newReturnToken();
    const address = this.#parts.mailReturn.addressOf(token);
    if (address === null) return {};
    await this.#parts.database.commit([
      insert(MailReturnEntity, { token_hash: hashToken(token), recipient_id: recipientId, created_at: now }),
    ]);
    return { returnPath: { address, envelopeId: token } };
  }

  /** Takes what came to a return address. An unknown token, an automatic answer and a repeat change nothing. */
  async take({ tokens, statuses }: ReturnedMail): Promise<'taken' | 'later'> {
    if (tokens.length === 0 || statuses.length === 0) return 'taken';
    if (!this.#mayLookUp(tokens.length)) return 'later';
    for (const token of tokens) {
      const row = await this.#parts.database.get<MailReturnRow>(
        'select * from mail_return where token_hash = ?',
        hashToken(token),
      );
      if (row) {
        await this.#settle(row, statuses);
        break;
      }
    }
    return 'taken';
  }

  /** Forgets return addresses that nothing comes to any more. */
  async sweep(): Promise<void> {
    const before = this.#parts.clock.now().getTime() - KEPT_MILLISECONDS;
    await this.#parts.database.commit([write('delete from mail_return where created_at < ?', before)]);
  }

  async #settle(row: MailReturnRow, statuses: ReturnedMail['statuses']): Promise<void> {
    const { repository, database, clock } = this.#parts;
    const recipient = await repository.recipient(row.recipient_id);
    const message = recipient && (await repository.message(recipient.message_id));
    if (!recipient || !message || recipient.recalled_at !== null || recipient.purged_at !== null) return;
    const verdict = verdictOf(statuses, recipient.address);
    if (!verdict) return;
    // Never before the mail itself, by whichever process's clock.
    const now = Math.max(clock.now().getTime(), row.created_at);
    try {
      await database.commit([
        settled(row, verdict, now),
        ...(verdict.kind === 'bounced' ? [bouncedUnlessSentSince(row, now)] : []),
        ...bouncedStatements(message, recipient, verdict, now),
      ]);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }

  #mayLookUp(count: number): boolean {
    const minute = Math.floor(this.#parts.clock.now().getTime() / MINUTE_MILLISECONDS);
    if (minute !== this.#minute) [this.#minute, this.#lookups] = [minute, 0];
    if (this.#lookups + count > LOOKUPS_A_MINUTE) return false;
    this.#lookups += count;
    return true;
  }
}

/** Once each: a repeat, and a delay that is told after the end, lose. */
const settled = ({ token_hash }: MailReturnRow, { kind }: Verdict, now: number): Statement =>
  guard(
    kind === 'bounced'
      ? write('update mail_return set bounced_at = ? where token_hash = ? and bounced_at is null', now, token_hash)
      : write(
          'update mail_return set delayed_at = ? where token_hash = ? and delayed_at is null and bounced_at is null',
          now,
          token_hash,
        ),
    () => new LostRace(),
  );

/** A mail that was sent since has an end of its own. */
const bouncedUnlessSentSince = ({ recipient_id, created_at }: MailReturnRow, now: number): Statement =>
  write(
    "update recipient set notification = 'bounced', notified_at = ? where id = ? and not exists (select 1 from mail_return where recipient_id = ? and created_at > ?)",
    now,
    recipient_id,
    recipient_id,
    created_at,
  );
