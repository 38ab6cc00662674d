import type { Folder } from '@sefos/shared/contract/messages.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { MessageKeyRow, MessageRecord, RecipientEventRecord, RecipientRecord } from './message.entity.ts';

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
  | 'sender_address'
  | 'assurance_level'
  | 'attachment_count'
  | 'recipient_count'
  | 'headline'
  | 'purge_reason'
> &
  KeyColumns & {
    readonly id: string;
    readonly message_id: string;
    readonly at: number;
    readonly recipient: RecipientRecord | null;
  };

type FlatRow = Omit<ListRow, 'recipient'> & Partial<RecipientRecord>;

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

const MESSAGE_COLUMNS =
  'm.organisation_id, m.sender_name, m.sender_address, m.assurance_level, m.attachment_count, m.recipient_count, m.headline, m.purge_reason, k.organisation_id as key_owner, k.epoch as key_epoch, k.wrapped as key_wrapped';
const RECIPIENT_COLUMNS =
  'r.address, r.name, r.address_kind, r.method, r.notification, r.notified_at, r.opened_at, r.downloaded_at, r.replied_at, r.recalled_at, r.purged_at, r.expires_at';

/** One statement a folder, keyset by (time, id), served by ix_recipient_inbox, ix_message_sent and ix_recipient_links. */
const LISTS: Readonly<
  Record<Exclude<Folder, 'archive'>, { readonly from: string; readonly at: string; readonly id: string }>
> = {
  inbox: {
    from: `select r.id, r.message_id, r.delivered_at as at, ${MESSAGE_COLUMNS}, ${RECIPIENT_COLUMNS} from recipient r join message m on m.id = r.message_id left join message_key k on k.holder_id = r.id where r.mailbox_id = ?`,
    at: 'r.delivered_at',
    id: 'r.id',
  },
  sent: {
    from: `select m.id, m.id as message_id, m.sent_at as at, ${MESSAGE_COLUMNS} from message m left join message_key k on k.holder_id = m.id where m.sender_mailbox_id = ?`,
    at: 'm.sent_at',
    id: 'm.id',
  },
  links: {
    from: `select r.id, r.message_id, r.delivered_at as at, ${MESSAGE_COLUMNS}, ${RECIPIENT_COLUMNS} from recipient r join message m on m.id = r.message_id left join message_key k on k.holder_id = m.id where r.sender_mailbox_id = ? and r.address_kind = 'external'`,
    at: 'r.delivered_at',
    id: 'r.id',
  },
};

const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

export class MessagesRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A page of a folder, newest first. */
  async list(folder: Folder, mailboxId: string, after: Keyset | null, limit: number): Promise<ListRow[]> {
    if (folder === 'archive') return [];
    const { from, at, id } = LISTS[folder];
    const keyset = after ? ` and (${at}, ${id}) < (?, ?)` : '';
    const sql = `${from}${keyset} order by ${at} desc, ${id} desc limit ${limit}`;
    const rows = await this.#database.all<FlatRow>(sql, mailboxId, ...(after ? [after.at, after.id] : []));
    return rows.map((row) => ({ ...row, recipient: folder === 'sent' ? null : (row as unknown as RecipientRecord) }));
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
         count(opened_at) as opened, count(downloaded_at) as downloaded, count(replied_at) as replied, count(recalled_at) as recalled, count(purged_at) as purged,
         sum(case when opened_at is null and recalled_at is null and expires_at <= ? then 1 else 0 end) as expired
       from recipient where message_id in (${placeholders(messageIds.length)}) group by message_id`,
      nowMs,
      ...messageIds,
    );
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
      'select * from recipient_event where message_id = ? order by recipient_id, id',
      messageId,
    );
  }

  key(holderId: string): Promise<MessageKeyRow | undefined> {
    return this.#database.get('select * from message_key where holder_id = ?', holderId);
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

  /** External recipients whose links ended at `endedBy` or before and whose key is still there; at most `limit`. */
  expiredHolders(endedBy: number, limit: number): Promise<{ recipient_id: string; message_id: string }[]> {
    return this.#database.all(
      `select r.id as recipient_id, r.message_id from external_link l join recipient r on r.id = l.id join message_key k on k.holder_id = r.id where l.expires_at <= ? and l.revoked_at is null limit ${limit}`,
      endedBy,
    );
  }
}
