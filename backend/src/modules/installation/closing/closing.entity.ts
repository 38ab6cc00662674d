import { column, defineEntity, type RowOf } from '../../../platform/database/table.ts';

/** That an organisation is being closed, or is. Taken back, the row goes; the log tells. */
export const OrganisationClosingEntity = defineEntity({
  name: 'organisation_closing',
  properties: {
    organisation_id: column.id().primary(),
    begun_by: column.id(),
    begun_at: column.instant(),
    /** Until then it can be taken back. */
    purge_after: column.instant(),
    /** When the export was first handed over whole. */
    exported_at: column.instant().nullable(),
    /** From then on there is no way back. */
    purge_begun_at: column.instant().nullable(),
    purged_at: column.instant().nullable(),
  },
});
export type OrganisationClosingRow = RowOf<typeof OrganisationClosingEntity>;
