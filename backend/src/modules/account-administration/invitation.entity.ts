import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** The newest invitation of an account; a new one takes its place. */
export const AccountInvitationEntity = defineEntity({
  name: 'account_invitation',
  properties: {
    account_id: column.id().primary(),
    organisation_id: column.id(),
    /** Of the token in the newest mail; null until one has left. */
    token_hash: column.bytes().nullable().unique(),
    created_at: column.instant(),
    expires_at: column.instant(),
    used_at: column.instant().nullable(),
    revoked_at: column.instant().nullable(),
  },
});
export type AccountInvitationRow = RowOf<typeof AccountInvitationEntity>;
