import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** A domain that an organisation says is its own, until DNS proves it and it stands in organisation_domain. */
export const DomainClaimEntity = defineEntity({
  name: 'domain_claim',
  properties: {
    organisation_id: column.id().primary(),
    domain: column.short().primary(),
    /** What the TXT record must say; no secret, DNS is public. */
    value: column.short(100),
    created_at: column.instant(),
    checked_at: column.instant().nullable(),
  },
});
export type DomainClaimRow = RowOf<typeof DomainClaimEntity>;
