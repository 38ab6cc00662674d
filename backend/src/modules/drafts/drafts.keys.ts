import type { WrappedKeys } from '../organisations/index.ts';
import { draftKeyContext } from './draft-sealing.ts';

/** Keys of drafts, for the rotation of an organisation's KEK. */
export const DRAFT_KEYS: WrappedKeys = {
  name: 'draft keys',
  select:
    'select id, key_epoch as epoch, wrapped_key as wrapped, mailbox_id, revision from draft where organisation_id = ? and key_epoch < ? limit ?',
  update: 'update draft set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ? and revision = ?',
  // Every save has a key of its own: one that comes meanwhile must not get the key of the save before.
  asRead: ({ revision }) => [Number(revision)],
  context: ({ id, mailbox_id }) => draftKeyContext({ id, mailbox_id: String(mailbox_id) }),
};
