import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** What Microsoft's library keeps to speak to Graph on an account's behalf (refresh tokens), sealed under a key of its own. */
export const GraphTokenCacheEntity = defineEntity({
  name: 'graph_token_cache',
  properties: {
    account_id: column.id().primary(),
    organisation_id: column.id(),
    wrapped_key: column.bytes(),
    key_epoch: column.integer(),
    sealed: column.bytes(),
    updated_at: column.instant(),
  },
  indexes: [{ name: 'ix_graph_token_cache_epoch', properties: ['organisation_id', 'key_epoch'] }],
});
export type GraphTokenCacheRow = RowOf<typeof GraphTokenCacheEntity>;
