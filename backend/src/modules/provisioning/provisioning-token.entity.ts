import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** A directory's way in: accounts of one organisation, by SCIM. */
export const ProvisioningTokenEntity = defineEntity({
  name: 'provisioning_token',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    token_hash: column.bytes().unique(),
    /** `write` or `read`. */
    scope: column.short(10),
    created_at: column.instant(),
    expires_at: column.instant(),
    /** To the minute. */
    used_at: column.instant().nullable(),
    revoked_at: column.instant().nullable(),
    /** The administrator who answers for what is done by it. */
    made_by: column.id().nullable(),
  },
  indexes: [{ name: 'ix_provisioning_token_organisation', properties: ['organisation_id', 'id'] }],
});
export type ProvisioningTokenRow = RowOf<typeof ProvisioningTokenEntity>;
