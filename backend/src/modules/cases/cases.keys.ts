import type { WrappedKeys } from '../organisations/index.ts';
import { type CaseTextKind, caseTextKeyContext } from './case-sealing.ts';

const keysOf = (kind: CaseTextKind): WrappedKeys => ({
  name: `case ${kind} keys`,
  select: `select id, key_epoch as epoch, wrapped_key as wrapped, mailbox_id from case_${kind} where organisation_id = ? and key_epoch < ? limit ?`,
  update: `update case_${kind} set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ?`,
  context: ({ id, mailbox_id }) => caseTextKeyContext(kind, { id, mailbox_id: String(mailbox_id) }),
});

/** Keys of internal notes and of tags, for the rotation of an organisation's KEK. */
export const CASE_NOTE_KEYS = keysOf('note');
/** As `CASE_NOTE_KEYS`. */
export const CASE_TAG_KEYS = keysOf('tag');
