import type { WrappedKeys } from '../organisations/index.ts';
import { keyContext } from './messages.domain.ts';

/** Message keys, for the rotation of an organisation's KEK. */
export const MESSAGE_KEYS: WrappedKeys = {
  name: 'message keys',
  select:
    'select holder_id as id, epoch, wrapped, message_id from message_key where organisation_id = ? and epoch < ? limit ?',
  update: 'update message_key set epoch = ?, wrapped = ? where holder_id = ? and epoch = ?',
  context: (row) => keyContext(String(row.message_id), row.id),
};
