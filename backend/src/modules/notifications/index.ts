export { memberChoice, NotificationPreferencesService, wantsTeams } from './notification-preferences.service.ts';
export { registerNotificationRoutes } from './notifications.routes.ts';
