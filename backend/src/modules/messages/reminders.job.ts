import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import { SenderReminderEntity } from './message.entity.ts';
import { LostRace } from './recipient-events.ts';
import { REMIND_RECIPIENT_JOB, REMIND_SENDER_JOB } from './reminder-mails.job.ts';
import { isReminderTime, isWorthReminding, remindedUntil, swedishDay } from './reminders.domain.ts';
import type { EndingLink, RemindersRepository } from './reminders.repository.ts';

const BATCH = 200;
const KEPT_DAYS_MILLISECONDS = 7 * 86_400_000;

export interface ReminderSweepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: RemindersRepository;
  readonly organisations: OrganisationsService;
}

/**
 * Finds links that end in so many days as the organisation decided, and asks for one mail to each reader who has not opened
 * and, once a day, one to each sender. Each step is settled in the commit that asks for its mail: what is stopped half-way
 * goes on where it was, and nothing is asked for twice. Safe to run in several processes.
 */
export class ReminderSweep {
  readonly #parts: ReminderSweepParts;

  constructor(parts: ReminderSweepParts) {
    this.#parts = parts;
  }

  /** Does nothing at night. */
  async run(): Promise<void> {
    const { repository, clock } = this.#parts;
    if (!isReminderTime(clock.now().getTime())) return;
    for (const { id } of await repository.organisations()) await this.#organisation(id);
    await this.#senders();
  }

  async #organisation(id: string): Promise<void> {
    const { repository, organisations, clock } = this.#parts;
    const { reminderDays: days } = (await organisations.get(id)).settings;
    if (days === 0) return;
    for (;;) {
      const now = clock.now().getTime();
      const links = await repository.ending(id, now, remindedUntil(now, days), BATCH);
      for (const link of links) await this.#commit(settled(link, days, now));
      if (links.length < BATCH) return;
    }
  }

  /** After the links, so that a morning's are told together. */
  async #senders(): Promise<void> {
    const { repository, clock } = this.#parts;
    const now = clock.now().getTime();
    const day = swedishDay(now);
    for (;;) {
      const mailboxes = await repository.untoldMailboxes(day, BATCH);
      for (const { mailbox_id } of mailboxes)
        await this.#commit([
          guard(insert(SenderReminderEntity, { mailbox_id, day }, 'nothing'), () => new LostRace()),
          enqueue(REMIND_SENDER_JOB, { mailboxId: mailbox_id, at: now }, now),
        ]);
      if (mailboxes.length < BATCH) break;
    }
    await this.#commit([write('delete from sender_reminder where day < ?', swedishDay(now - KEPT_DAYS_MILLISECONDS))]);
  }

  async #commit(statements: readonly Statement[]): Promise<void> {
    await this.#parts.database.commit(statements).catch((error: unknown) => {
      // Another process was first, or the link has changed: the next turn reads what is so then.
      if (!(error instanceof LostRace)) throw error;
    });
  }
}

const settled = (link: EndingLink, days: number, now: number): Statement[] => {
  const { id, message_id, expires_at, sender_mailbox_id } = link;
  const unread = link.opened_at === null && isWorthReminding(link.delivered_at, expires_at, days);
  const settle = guard(
    write(
      'update external_link set reminder_settled_for = ? where id = ? and expires_at = ? and revoked_at is null and coalesce(reminder_settled_for, 0) <> ?',
      expires_at,
      id,
      expires_at,
      expires_at,
    ),
    () => new LostRace(),
  );
  if (!unread) return [settle];
  return [
    settle,
    // An address that does not accept mail would send this one back too; the sender is told all the same.
    ...(link.notification === 'bounced'
      ? []
      : [enqueue(REMIND_RECIPIENT_JOB, { recipientId: id, expiresAt: expires_at }, now)]),
    ...(sender_mailbox_id
      ? [
          write(
            'insert into ending_link (recipient_id, mailbox_id, message_id, expires_at, created_at) values (?, ?, ?, ?, ?) on conflict (recipient_id) do update set expires_at = excluded.expires_at, created_at = excluded.created_at',
            id,
            sender_mailbox_id,
            message_id,
            expires_at,
            now,
          ),
        ]
      : []),
  ];
};
