import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** How much an organisation may use; without a row there is no limit. */
export const OrganisationLicenceEntity = defineEntity({
  name: 'organisation_licence',
  properties: {
    organisation_id: column.id().primary(),
    /** Null: as many as there are. */
    accounts: column.integer().nullable(),
    function_mailboxes: column.integer().nullable(),
    /** From then on nothing is added; null = never. */
    ends_at: column.instant().nullable(),
    /** Whom the organisation asks for more. */
    contact: column.short(200),
    revision: column.integer(),
  },
});
export type OrganisationLicenceRow = RowOf<typeof OrganisationLicenceEntity>;

/** That an organisation lets a system administrator act inside it for a while. */
export const SupportGrantEntity = defineEntity({
  name: 'support_grant',
  properties: {
    id: column.id().primary(),
    organisation_id: column.id(),
    /** The system administrator who is let in. */
    account_id: column.id(),
    email: column.short(254),
    reason: column.short(300),
    granted_by: column.id(),
    created_at: column.instant(),
    expires_at: column.instant(),
    /** First. */
    used_at: column.instant().nullable(),
    ended_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_support_grant_organisation', properties: ['organisation_id', 'id'] },
    { name: 'ix_support_grant_account', properties: ['account_id', 'expires_at'] },
  ],
});
export type SupportGrantRow = RowOf<typeof SupportGrantEntity>;

/** A process of the installation, as it said last that it lives. */
export const ProcessNodeEntity = defineEntity({
  name: 'process_node',
  properties: {
    /** New at each start. */
    id: column.id().primary(),
    /** The machine's. */
    name: column.short(100),
    version: column.short(40),
    started_at: column.instant(),
    seen_at: column.instant(),
    /** For how long the oldest job that is due had waited. */
    job_lag_seconds: column.integer(),
    parked_jobs: column.integer(),
  },
});
export type ProcessNodeRow = RowOf<typeof ProcessNodeEntity>;
