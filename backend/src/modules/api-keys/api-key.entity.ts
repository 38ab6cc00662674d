import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** A key by which a program acts in one mailbox; the key itself is shown once and kept as its hash. */
export const ApiKeyEntity = defineEntity({
  name: 'api_key',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    mailbox_id: column.id(),
    name: column.short(100),
    /** Comma-separated. */
    scopes: column.short(),
    token_hash: column.bytes().unique(),
    created_by: column.id(),
    created_at: column.instant(),
    expires_at: column.instant(),
    /** To the minute. */
    used_at: column.instant().nullable(),
    revoked_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_api_key_organisation', properties: ['organisation_id', 'id'] },
    { name: 'ix_api_key_mailbox', properties: ['mailbox_id'] },
  ],
});
export type ApiKeyRow = RowOf<typeof ApiKeyEntity>;
