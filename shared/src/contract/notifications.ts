import { type Static, Type } from 'typebox';
import { strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Account';

/** How a person with an account is told of new messages, beside the inbox itself. */
export const NotificationPreferences = Type.Object(
  {
    /** A mail that names the sender and nothing of the message, when it has not been opened at once. */
    mail: Type.Boolean(),
  },
  strict,
);
export type NotificationPreferences = Static<typeof NotificationPreferences>;

export const getNotificationPreferences = endpoint({
  method: 'GET',
  path: '/account/notifications',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary: 'How one is told of new messages; by mail until one chooses otherwise',
  response: NotificationPreferences,
});
export const saveNotificationPreferences = endpoint({
  method: 'PUT',
  path: '/account/notifications',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary: 'Choose how one is told of new messages',
  body: NotificationPreferences,
  response: NotificationPreferences,
});
