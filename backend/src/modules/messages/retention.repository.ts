import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';

/** Which of a mailbox's copies: those that it received, or those that it sent, with their links. */
export type RetentionFolder = 'received' | 'sent';
export const RETENTION_FOLDERS = ['received', 'sent'] as const;

export interface RetentionMailbox {
  readonly id: string;
  readonly organisation_id: string;
  readonly retention_days: number | null;
}

/** A mailbox as an administrator finds it. */
export interface RetentionAddress extends RetentionMailbox {
  readonly address: string;
  readonly name: string;
}

export interface AgedCopy extends Keyset {
  readonly held: number | null;
}

/** Copies in order of age, served by ix_recipient_kept and ix_message_kept. */
const FOLDERS = {
  received: {
    from: 'recipient c',
    mailbox: 'c.mailbox_id',
    at: 'c.delivered_at',
    there: 'c.purged_at is null and c.recalled_at is null',
    /** The sender's organisation decides about holding, for its own copies. */
    held: "(select m.held_at from message m where m.id = c.message_id and c.address_kind = 'internal')",
  },
  sent: {
    from: 'message c',
    mailbox: 'c.sender_mailbox_id',
    at: 'c.sent_at',
    there: 'c.purged_at is null and c.sender_purged_at is null',
    held: 'c.held_at',
  },
} as const;

/** What retention reads. */
export class RetentionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Mailboxes of all organisations in order of id, or of one. */
  mailboxes(afterId: string, limit: number, organisationId?: string): Promise<RetentionMailbox[]> {
    const own = organisationId === undefined ? '' : ' and organisation_id = ?';
    return this.#database.all(
      `select id, organisation_id, retention_days from mailbox where id > ?${own} order by id limit ${limit}`,
      afterId,
      ...(organisationId === undefined ? [] : [organisationId]),
    );
  }

  /** Up to when the mailbox's copies have been gone through; null = never. */
  async mark(mailboxId: string, folder: RetentionFolder): Promise<number | null> {
    const row = await this.#database.get<{ at: number }>(
      'select at from retention_mark where mailbox_id = ? and folder = ?',
      mailboxId,
      folder,
    );
    return row?.at ?? null;
  }

  /** Copies until `cutoff` that are still there, oldest first; at most `limit`. */
  copies(mailboxId: string, folder: RetentionFolder, after: Keyset, cutoff: number, limit: number): Promise<Keyset[]> {
    const { from, mailbox, at, there } = FOLDERS[folder];
    return this.#database.all(
      `select c.id, ${at} as at from ${from} where ${mailbox} = ? and (${at}, c.id) > (?, ?) and ${at} <= ? and ${there} order by ${at}, c.id limit ${limit}`,
      mailboxId,
      after.at,
      after.id,
      cutoff,
    );
  }

  /** As `copies`, with since when each is held; null = it would go. */
  aged(mailboxId: string, folder: RetentionFolder, after: Keyset, cutoff: number, limit: number): Promise<AgedCopy[]> {
    const { from, mailbox, at, there, held } = FOLDERS[folder];
    return this.#database.all(
      `select c.id, ${at} as at, ${held} as held from ${from} where ${mailbox} = ? and (${at}, c.id) > (?, ?) and ${at} <= ? and ${there} order by ${at}, c.id limit ${limit}`,
      mailboxId,
      after.at,
      after.id,
      cutoff,
    );
  }

  /** The organisation's mailbox with a normalised address. */
  mailboxAt(organisationId: string, address: string): Promise<RetentionAddress | undefined> {
    return this.#database.get(
      'select id, organisation_id, retention_days, address, name from mailbox where address = ? and organisation_id = ?',
      address,
      organisationId,
    );
  }

  /** The organisation's mailboxes with days of their own, by address. */
  deciding(organisationId: string, limit: number): Promise<RetentionAddress[]> {
    return this.#database.all(
      `select id, organisation_id, retention_days, address, name from mailbox where organisation_id = ? and retention_days is not null order by address limit ${limit}`,
      organisationId,
    );
  }

  /** Who still holds the message's key; the organisation's goes with theirs. */
  async holders(messageId: string): Promise<string[]> {
    const rows = await this.#database.all<{ holder_id: string }>(
      'select k.holder_id from message_key k join message m on m.id = k.message_id where k.message_id = ? and (m.organisation_holder_id is null or k.holder_id <> m.organisation_holder_id)',
      messageId,
    );
    return rows.map(({ holder_id }) => holder_id);
  }
}
