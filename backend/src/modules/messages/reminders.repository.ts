import type { Database } from '../../platform/database/database.ts';

/** A link that ends soon and of which nobody has been reminded yet. */
export interface EndingLink {
  readonly id: string;
  readonly message_id: string;
  readonly expires_at: number;
  readonly delivered_at: number;
  readonly opened_at: number | null;
  readonly notification: string;
  readonly sender_mailbox_id: string | null;
}

/** What a mailbox is to be told of links that end. */
export interface EndingSummary {
  readonly messages: number;
  /** When the first one ends; null when none does any more. */
  readonly first: number | null;
}

/** What the reminders read. */
export class RemindersRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  organisations(): Promise<{ id: string }[]> {
    return this.#database.all('select id from organisation order by id');
  }

  /** Links of an organisation that end after `now` and before `until`; at most `limit`. Served by ix_external_link_reminder. */
  ending(organisationId: string, now: number, until: number, limit: number): Promise<EndingLink[]> {
    return this.#database.all(
      `select l.id, l.message_id, l.expires_at, r.delivered_at, r.opened_at, r.notification, r.sender_mailbox_id from external_link l join recipient r on r.id = l.id where l.organisation_id = ? and l.revoked_at is null and coalesce(l.reminder_settled_for, 0) <> l.expires_at and l.expires_at > ? and l.expires_at < ? order by l.expires_at limit ${limit}`,
      organisationId,
      now,
      until,
    );
  }

  /** Mailboxes with something to be told that have not been told anything on that day; at most `limit`. */
  untoldMailboxes(day: string, limit: number): Promise<{ mailbox_id: string }[]> {
    return this.#database.all(
      `select distinct e.mailbox_id from ending_link e where not exists (select 1 from sender_reminder s where s.mailbox_id = e.mailbox_id and s.day = ?) order by e.mailbox_id limit ${limit}`,
      day,
    );
  }

  /** Counts what was noted until `at` and still is so: unopened, and ending when it was to. */
  async summary(mailboxId: string, at: number, now: number): Promise<EndingSummary> {
    const row = await this.#database.get<{ messages: number; first: number | null }>(
      'select count(distinct e.message_id) as messages, min(e.expires_at) as first from ending_link e join external_link l on l.id = e.recipient_id and l.revoked_at is null and l.expires_at = e.expires_at join recipient r on r.id = e.recipient_id and r.opened_at is null where e.mailbox_id = ? and e.created_at <= ? and e.expires_at > ?',
      mailboxId,
      at,
      now,
    );
    return { messages: Number(row?.messages ?? 0), first: row?.first ?? null };
  }
}
