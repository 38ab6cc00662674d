import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import type { MessageRecord } from './message.entity.ts';

/** A message of a conversation with the mailbox's own part in it. */
export type ThreadRecord = Pick<
  MessageRecord,
  | 'id'
  | 'sender_mailbox_id'
  | 'sender_account_id'
  | 'automatic'
  | 'sender_name'
  | 'sent_by'
  | 'sender_address'
  | 'assurance_level'
  | 'attachment_count'
  | 'sent_at'
  | 'purged_at'
  | 'purge_reason'
  | 'sender_purged_at'
> & {
  readonly recipient_id: string | null;
  readonly opened_at: number | null;
  readonly recalled_at: number | null;
  readonly recipient_purged_at: number | null;
};

const COLUMNS =
  'm.id, m.sender_mailbox_id, m.sender_account_id, m.automatic, m.sender_name, m.sent_by, m.sender_address, m.assurance_level, m.attachment_count, m.sent_at, m.purged_at, m.purge_reason, m.sender_purged_at, r.id as recipient_id, r.opened_at, r.recalled_at, r.purged_at as recipient_purged_at';
/** The mailbox's own line. At most one: an address stands once on a message. */
const OWN_LINE =
  'left join recipient r on r.id = (select x.id from recipient x where x.message_id = m.id and x.mailbox_id = ? limit 1)';

/** Sent or received by the mailbox, not deleted there, and no older than the actor may see. */
const HAS =
  '((m.sender_mailbox_id = ? and m.sender_deleted_at is null) or (r.id is not null and r.deleted_at is null)) and m.sent_at >= ?';

/** As which mailbox somebody looks, and from when on (milliseconds; 0 = everything). */
export interface Looker {
  readonly mailboxId: string;
  readonly since: number;
}

/** Conversations, as one mailbox has them. */
export class ThreadRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What a mailbox has of a conversation, newest first: one statement, served by ix_message_conversation. */
  page(
    conversationId: string,
    { mailboxId, since }: Looker,
    after: Keyset | null,
    limit: number,
  ): Promise<ThreadRecord[]> {
    return this.#database.all<ThreadRecord>(
      `select ${COLUMNS} from message m ${OWN_LINE} where m.conversation_id = ? and ${HAS}${after ? ' and (m.sent_at, m.id) < (?, ?)' : ''}
       order by m.sent_at desc, m.id desc limit ${limit}`,
      mailboxId,
      conversationId,
      mailboxId,
      since,
      ...(after ? [after.at, after.id] : []),
    );
  }

  /** True when the mailbox has the message. */
  async has(messageId: string, { mailboxId, since }: Looker): Promise<boolean> {
    const row = await this.#database.get(
      `select m.id from message m ${OWN_LINE} where m.id = ? and ${HAS}`,
      mailboxId,
      messageId,
      mailboxId,
      since,
    );
    return row !== undefined;
  }
}
