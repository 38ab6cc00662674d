export { NotificationPreferencesService } from './notification-preferences.service.ts';
export { registerNotificationRoutes } from './notifications.routes.ts';
