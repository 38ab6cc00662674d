import type { WrappedKeys } from '../organisations/index.ts';

/** What the wrapped key of an account's Graph tokens is bound to. */
export const graphTokensKeyContext = (accountId: string) => ({ purpose: 'graph-tokens', account: accountId });

/** Keys of accounts' Graph tokens, for the rotation of an organisation's KEK. */
export const GRAPH_TOKEN_KEYS: WrappedKeys = {
  name: 'graph token keys',
  select:
    'select account_id as id, key_epoch as epoch, wrapped_key as wrapped from graph_token_cache where organisation_id = ? and key_epoch < ? limit ?',
  update: 'update graph_token_cache set key_epoch = ?, wrapped_key = ? where account_id = ? and key_epoch = ?',
  context: ({ id }) => graphTokensKeyContext(id),
};
