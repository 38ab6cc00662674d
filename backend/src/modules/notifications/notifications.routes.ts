import { getNotificationPreferences, saveNotificationPreferences } from '@sefos/shared/contract/notifications.ts';
import type { Mount } from '../../platform/http/mount.ts';
import type { NotificationPreferencesService } from './notification-preferences.service.ts';

/** HTTP of how one is told of new messages. */
export const registerNotificationRoutes = (mount: Mount, preferences: NotificationPreferencesService): void => {
  mount(getNotificationPreferences, ({ actor }) => preferences.get(actor));
  mount(saveNotificationPreferences, ({ actor, body }) => preferences.save(actor, body));
};
