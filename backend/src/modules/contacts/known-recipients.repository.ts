import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import { insert, type Statement, write } from '../../platform/database/statements.ts';
import { padToPowerOfTwo } from '../mailboxes/index.ts';
import { KnownRecipientEntity, type KnownRecipientRecord } from './contact.entity.ts';
import { above, searchKey } from './contacts.domain.ts';
import type { SealedDetails } from './details-sealing.ts';

export type Usage = Pick<KnownRecipientRecord, 'address' | 'name' | 'used_at'>;

/** So many of what begins with a text are looked at for the latest. */
const LOOKED_AT = 200;

/** Rows of earlier recipients; every query is scoped by mailbox. */
export class KnownRecipientsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Earlier recipients with these normalised addresses, last written to from `since` on. One query. */
  async byAddresses(mailboxId: string, addresses: readonly string[], since = 0): Promise<KnownRecipientRecord[]> {
    if (addresses.length === 0) return [];
    const padded = padToPowerOfTwo(addresses);
    return this.#database.all(
      `select * from known_recipient where mailbox_id = ? and address in (${padded.map(() => '?').join(', ')}) and used_at >= ?`,
      ...[mailboxId, ...padded, since],
    );
  }

  /** Earlier recipients whose address begins with a text: of the first 200 the latest. */
  async search(mailboxId: string, text: string, since: number, limit: number): Promise<Usage[]> {
    const prefix = searchKey(text);
    if (prefix.length === 0) return [];
    const rows = await this.#database.all<Usage>(
      'select address, name, used_at from known_recipient where mailbox_id = ? and address_key >= ? and address_key < ? and used_at >= ? order by address_key limit ?',
      ...[mailboxId, prefix, above(prefix), since, LOOKED_AT],
    );
    return rows.toSorted((one, other) => other.used_at - one.used_at).slice(0, limit);
  }

  /** A page of those whose details are remembered, the latest first. */
  remembered(mailboxId: string, after: Keyset | null, limit: number): Promise<KnownRecipientRecord[]> {
    return this.#database.all(
      `select * from known_recipient where mailbox_id = ? and details_id is not null${after ? ' and (used_at, details_id) < (?, ?)' : ''} order by used_at desc, details_id desc limit ?`,
      ...[mailboxId, ...(after ? [after.at, after.id] : []), limit],
    );
  }

  /** Whether the mailbox remembers; so it does until somebody says no. */
  async remembers(mailboxId: string): Promise<boolean> {
    const row = await this.#database.get<{ remembers: number }>(
      'select remembers from address_book where mailbox_id = ?',
      mailboxId,
    );
    return row?.remembers !== 0;
  }
}

export type UsedRecipient = Pick<
  KnownRecipientRecord,
  'mailbox_id' | 'organisation_id' | 'address' | 'name' | 'method' | 'language'
>;

/** The write that notes that a mailbox has written to an address; `sealed` replaces what was remembered, null leaves it. */
export const used = (recipient: UsedRecipient, sealed: SealedDetails | null, now: number): Statement => {
  const { sql, params } = insert(KnownRecipientEntity, {
    ...recipient,
    address_key: searchKey(recipient.address),
    ...(sealed ?? { details_id: null, key_epoch: null, wrapped_key: null, details: null }),
    used_at: now,
  });
  const details = sealed
    ? ', details_id = excluded.details_id, key_epoch = excluded.key_epoch, wrapped_key = excluded.wrapped_key, details = excluded.details'
    : '';
  return write(
    `${sql} on conflict (mailbox_id, address) do update set name = excluded.name, used_at = excluded.used_at, method = coalesce(excluded.method, known_recipient.method), language = coalesce(excluded.language, known_recipient.language)${details}`,
    ...params,
  );
};
