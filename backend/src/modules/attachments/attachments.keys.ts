import type { WrappedKeys } from '../organisations/index.ts';
import { uploadKeyContext } from './attachment-sealing.ts';

/** Keys of uploads that are not sent yet, for the rotation of an organisation's KEK; sent ones are under their message's key. */
export const UPLOAD_KEYS: WrappedKeys = {
  name: 'upload keys',
  select:
    'select id, key_epoch as epoch, wrapped_key as wrapped from attachment where organisation_id = ? and key_epoch < ? and wrapped_key is not null limit ?',
  update: 'update attachment set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ?',
  context: ({ id }) => uploadKeyContext(id),
};
