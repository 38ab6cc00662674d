import type { WrappedKeys } from '../organisations/index.ts';
import { textKeyContext } from './text-sealing.ts';

/** Keys of signatures and automatic replies, for the rotation of an organisation's KEK. */
export const MAILBOX_TEXT_KEYS: WrappedKeys = {
  name: 'signature and auto-reply keys',
  select:
    'select id, key_epoch as epoch, wrapped_key as wrapped, mailbox_id, kind, revision from mailbox_text where organisation_id = ? and key_epoch < ? limit ?',
  update: 'update mailbox_text set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ? and revision = ?',
  // Every save has a key of its own.
  asRead: ({ revision }) => [Number(revision)],
  context: ({ mailbox_id, kind }) => textKeyContext({ mailbox_id: String(mailbox_id), kind: String(kind) }),
};
