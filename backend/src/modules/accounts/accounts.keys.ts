import type { WrappedKeys } from '../organisations/index.ts';

/** What an account's wrapped key is bound to. */
export const accountKeyContext = (accountId: string) => ({ purpose: 'account', account: accountId });

/** Keys of accounts, for the rotation of an organisation's KEK. */
export const ACCOUNT_KEYS: WrappedKeys = {
  name: 'account keys',
  select:
    'select id, key_epoch as epoch, wrapped_key as wrapped from account where organisation_id = ? and key_epoch < ? limit ?',
  update: 'update account set key_epoch = ?, wrapped_key = ? where id = ? and key_epoch = ?',
  context: ({ id }) => accountKeyContext(id),
};
