import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

export const OrganisationEntity = defineEntity({
  name: 'organisation',
  properties: {
    id: column.id().primary(),
    name: column.short(),
    slug: column.short(60).unique(),
    switchboard: column.short(40).nullable(),
    /** JSON of OrganisationSettings. */
    settings: column.text(),
    /** Key of the blind indexes, wrapped by the organisation's KEK. */
    index_key: column.bytes(),
    index_key_epoch: column.integer(),
    created_at: column.instant(),
    frozen_at: column.instant().nullable(),
    /** What lists are sorted by (platform/sort-name.ts). */
    sort_name: column.short(92).default(''),
  },
  indexes: [{ name: 'ix_organisation_sort_name', properties: ['sort_name', 'id'] }],
});
export type OrganisationRow = RowOf<typeof OrganisationEntity>;

export const OrganisationDomainEntity = defineEntity({
  name: 'organisation_domain',
  properties: { domain: column.short().primary(), organisation_id: column.id() },
  indexes: [{ name: 'ix_organisation_domain_organisation', properties: ['organisation_id'] }],
});
export type OrganisationDomainRow = RowOf<typeof OrganisationDomainEntity>;

/** What an organisation shows beside its name: a PNG that we made anew. Served to everybody. */
export const OrganisationLogoEntity = defineEntity({
  name: 'organisation_logo',
  properties: { organisation_id: column.id().primary(), image: column.bytes(), hash: column.short(64) },
});
export type OrganisationLogoRow = RowOf<typeof OrganisationLogoEntity>;

/** Microsoft Entra tenants whose people may sign in to an organisation; the allow-list of token issuers. */
export const OrganisationTenantEntity = defineEntity({
  name: 'organisation_tenant',
  properties: { tenant_id: column.short(36).primary(), organisation_id: column.id(), created_at: column.instant() },
  indexes: [{ name: 'ix_organisation_tenant_organisation', properties: ['organisation_id'] }],
});
export type OrganisationTenantRow = RowOf<typeof OrganisationTenantEntity>;

/** Key-encryption keys, wrapped by the KMS; one per organisation and epoch. `owner_id` is an organisation's id, or `installation`. */
export const KeyEncryptionKeyEntity = defineEntity({
  name: 'key_encryption_key',
  properties: {
    owner_id: column.id().primary(),
    epoch: column.integer().primary(),
    wrapped: column.bytes(),
    created_at: column.instant(),
  },
});
export type KeyEncryptionKeyRow = RowOf<typeof KeyEncryptionKeyEntity>;
