import type { Database } from '../../platform/database/database.ts';
import type {
  MessageKeyRow,
  MessageRecord,
  OrganisationReaderRecord,
  RecipientEventRecord,
  RecipientRecord,
} from './message.entity.ts';

/** The wrapped key as a list query answers it; null columns = this holder has no key any more. */
export interface KeyColumns {
  readonly key_owner: string | null;
  readonly key_epoch: number | null;
  readonly key_wrapped: Uint8Array | null;
}

export type ListRow = Pick<
  MessageRecord,
  | 'organisation_id'
  | 'sender_name'
  | 'sent_by'
  | 'sender_address'
  | 'assurance_level'
  | 'attachment_count'
  | 'recipient_count'
  | 'headline'
  | 'purge_reason'
  | 'sender_deleted_at'
  | 'held_at'
> &
  KeyColumns & {
    readonly id: string;
    readonly message_id: string;
    readonly at: number;
    readonly recipient: RecipientRecord | null;
  };

/** How the recipients of one sent message stand, counted. */
export interface SentSummary {
  readonly message_id: string;
  readonly total: number;
  readonly notified: number;
  readonly failed: number;
  readonly bounced: number;
  readonly opened: number;
  readonly downloaded: number;
  readonly replied: number;
  readonly recalled: number;
  readonly expired: number;
  readonly purged: number;
}

const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

export class MessagesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The first recipients (at most three) of each message, for rows of Skickade. */
  firstRecipients(messageIds: readonly string[]): Promise<Pick<RecipientRecord, 'message_id' | 'name' | 'address'>[]> {
    if (messageIds.length === 0) return Promise.resolve([]);
    return this.#database.all(
      `select message_id, name, address from recipient where message_id in (${placeholders(messageIds.length)}) and position < 3 order by message_id, position`,
      ...messageIds,
    );
  }

  summaries(messageIds: readonly string[], nowMs: number): Promise<SentSummary[]> {
    if (messageIds.length === 0) return Promise.resolve([]);
    return this.#database.all(
      `select message_id, count(*) as total, sum(case when notification = 'notified' then 1 else 0 end) as notified,
         sum(case when notification = 'failed' then 1 else 0 end) as failed, sum(case when notification = 'bounced' then 1 else 0 end) as bounced,
         count(case when recalled_at is null then opened_at end) as opened, count(case when recalled_at is null then downloaded_at end) as downloaded, count(case when recalled_at is null then replied_at end) as replied, count(recalled_at) as recalled, count(case when mailbox_id is null or deleted_at is null then purged_at end) as purged,
         sum(case when opened_at is null and recalled_at is null and expires_at <= ? then 1 else 0 end) as expired
       from recipient where message_id in (${placeholders(messageIds.length)}) group by message_id`,
      nowMs,
      ...messageIds,
    );
  }

  /** How many messages that came to a mailbox from an instant on are unread, counted to a thousand; served by ix_recipient_unread. */
  async unreadSince(mailboxId: string, sinceMs: number): Promise<number> {
    const row = await this.#database.get<{ c: number }>(
      'select count(*) as c from (select 1 from recipient where mailbox_id = ? and unread = 1 and delivered_at >= ? limit 1000) u',
      mailboxId,
      sinceMs,
    );
    return Number(row?.c ?? 0);
  }

  message(id: string): Promise<MessageRecord | undefined> {
    return this.#database.get('select * from message where id = ?', id);
  }

  recipients(messageId: string): Promise<RecipientRecord[]> {
    return this.#database.all('select * from recipient where message_id = ? order by position', messageId);
  }

  recipient(id: string): Promise<RecipientRecord | undefined> {
    return this.#database.get('select * from recipient where id = ?', id);
  }

  events(messageId: string): Promise<RecipientEventRecord[]> {
    return this.#database.all(
      'select * from recipient_event where message_id = ? order by recipient_id, at, id',
      messageId,
    );
  }

  key(holderId: string): Promise<MessageKeyRow | undefined> {
    return this.#database.get('select * from message_key where holder_id = ?', holderId);
  }

  organisationReader(messageId: string, accountId: string): Promise<OrganisationReaderRecord | undefined> {
    return this.#database.get(
      'select * from organisation_reader where message_id = ? and account_id = ?',
      messageId,
      accountId,
    );
  }

  /** How many of the sender's organisation have opened it, without being its recipients. */
  async organisationReaders(messageId: string): Promise<number> {
    const row = await this.#database.get<{ c: number }>(
      'select count(*) as c from organisation_reader where message_id = ?',
      messageId,
    );
    return Number(row?.c ?? 0);
  }

  /** The organisation's key, for a colleague who has opened with it. */
  readerKey(readerId: string): Promise<MessageKeyRow | undefined> {
    return this.#database.get(
      'select k.* from organisation_reader o join message m on m.id = o.message_id join message_key k on k.holder_id = m.organisation_holder_id where o.id = ?',
      readerId,
    );
  }

  async body(messageId: string): Promise<Uint8Array | undefined> {
    return (
      await this.#database.get<{ body: Uint8Array }>('select body from message_body where message_id = ?', messageId)
    )?.body;
  }

  /** Links whose time is up and that nobody has been told of; at most `limit`. */
  endedLinks(nowMs: number, limit: number): Promise<{ recipient_id: string; message_id: string }[]> {
    return this.#database.all(
      `select id as recipient_id, message_id from external_link where expires_at <= ? and revoked_at is null and expired_at is null limit ${limit}`,
      nowMs,
    );
  }

  /** External recipients whose links ended at `endedBy` or before and whose key is still there, of messages that are not held; at most `limit`. */
  expiredHolders(endedBy: number, limit: number): Promise<{ recipient_id: string; message_id: string }[]> {
    return this.#database.all(
      `select r.id as recipient_id, r.message_id from external_link l join recipient r on r.id = l.id join message_key k on k.holder_id = r.id join message m on m.id = r.message_id where l.expires_at <= ? and l.revoked_at is null and m.held_at is null limit ${limit}`,
      endedBy,
    );
  }
}
