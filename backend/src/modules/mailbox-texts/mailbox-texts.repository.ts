import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { padToPowerOfTwo } from '../mailboxes/index.ts';
import type { MailboxTextRecord } from './mailbox-text.entity.ts';
import type { TextKind, TextPlace } from './text-sealing.ts';

/** Rows of signatures and automatic replies. */
export class MailboxTextsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(mailboxId: string, kind: TextKind): Promise<MailboxTextRecord | undefined> {
    return this.#database.get<MailboxTextRecord>(
      'select * from mailbox_text where mailbox_id = ? and kind = ?',
      mailboxId,
      kind,
    );
  }

  /** Which of these mailboxes answer by themselves at an instant, and until when. */
  async absences(
    mailboxIds: readonly string[],
    atMs: number,
  ): Promise<{ mailbox_id: string; ends_at: number | null }[]> {
    if (mailboxIds.length === 0) return [];
    const padded = padToPowerOfTwo(mailboxIds);
    return this.#database.all(
      `select mailbox_id, ends_at from mailbox_text where kind = 'auto-reply' and mailbox_id in (${padded.map(() => '?').join(', ')}) and enabled = 1 and starts_at <= ? and (ends_at is null or ends_at > ?)`,
      ...padded,
      atMs,
      atMs,
    );
  }
}

/** Everything of a text but its id and how often it was saved. */
export type SavedText = TextPlace &
  Pick<
    MailboxTextRecord,
    'enabled' | 'starts_at' | 'ends_at' | 'period_id' | 'key_epoch' | 'wrapped_key' | 'body' | 'saved_at'
  >;

/** The write that makes a mailbox's text or replaces it; with `seen` it writes nothing when that is not its newest save any more. */
export const saveText = (text: SavedText, seen?: number): Statement =>
  write(
    `insert into mailbox_text (id, organisation_id, mailbox_id, kind, enabled, starts_at, ends_at, period_id, revision, key_epoch, wrapped_key, body, saved_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)
     on conflict (mailbox_id, kind) do update set enabled = excluded.enabled, starts_at = excluded.starts_at, ends_at = excluded.ends_at, period_id = excluded.period_id,
       revision = mailbox_text.revision + 1, key_epoch = excluded.key_epoch, wrapped_key = excluded.wrapped_key, body = excluded.body, saved_at = excluded.saved_at${seen === undefined ? '' : ' where mailbox_text.revision = ?'}`,
    newId(text.saved_at),
    text.organisation_id,
    text.mailbox_id,
    text.kind,
    text.enabled,
    text.starts_at,
    text.ends_at,
    text.period_id,
    text.key_epoch,
    text.wrapped_key,
    text.body,
    text.saved_at,
    ...(seen === undefined ? [] : [seen]),
  );
