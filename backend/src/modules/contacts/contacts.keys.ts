import type { WrappedKeys } from '../organisations/index.ts';
import { detailsKeyContext } from './details-sealing.ts';

/** Every change of details has an id and a key of its own: a row that was changed meanwhile is not found by the id before. */
const keysOf = (name: string, table: string): WrappedKeys => ({
  name,
  select: `select details_id as id, key_epoch as epoch, wrapped_key as wrapped, mailbox_id, address from ${table} where organisation_id = ? and key_epoch < ? limit ?`,
  update: `update ${table} set key_epoch = ?, wrapped_key = ? where details_id = ? and key_epoch = ?`,
  context: ({ id, mailbox_id, address }) =>
    detailsKeyContext({ mailbox_id: String(mailbox_id), address: String(address) }, id),
});

/** Keys of contacts' details, for the rotation of an organisation's KEK. */
export const CONTACT_KEYS = keysOf('contact keys', 'contact');
/** Keys of what mailboxes remember of recipients, for the same. */
export const REMEMBERED_KEYS = keysOf('remembered recipient keys', 'known_recipient');
