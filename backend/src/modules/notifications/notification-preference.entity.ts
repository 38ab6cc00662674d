import { column, defineEntity, type RowOf } from '../../platform/database/table.ts';

/** How a person with an account is told of new messages; no row = as `DEFAULT_PREFERENCES` says. */
export const NotificationPreferenceEntity = defineEntity({
  name: 'notification_preference',
  properties: {
    account_id: column.id().primary(),
    mail: column.flag(),
    teams: column.flag().default(0),
    saved_at: column.instant(),
  },
});
export type NotificationPreferenceRow = RowOf<typeof NotificationPreferenceEntity>;
