import { type Static, Type } from 'typebox';
import { strict } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Account';

const choices = {
  /** A mail that names the sender and nothing of the message, when it has not been opened at once. */
  mail: Type.Boolean(),
  /** The same in the activity feed in Teams. */
  teams: Type.Boolean(),
};

/** How a person with an account is told of new messages, beside the inbox itself. */
export const NotificationPreferences = Type.Object(choices, strict);
export type NotificationPreferences = Static<typeof NotificationPreferences>;

/** `absent`: not in this organisation. `unknown-person`: nothing says who she is in Teams until she has signed in there. */
export const TeamsActivityState = Type.Union([
  Type.Literal('absent'),
  Type.Literal('unknown-person'),
  Type.Literal('available'),
]);
export type TeamsActivityState = Static<typeof TeamsActivityState>;

/** What one has chosen, and whether Teams can be chosen at all. */
export const NotificationSettings = Type.Object({ ...choices, teamsState: TeamsActivityState }, strict);
export type NotificationSettings = Static<typeof NotificationSettings>;

export const getNotificationPreferences = endpoint({
  method: 'GET',
  path: '/account/notifications',
  tag,
  access: 'account',
  own: true,
  status: 200,
  summary: 'How one is told of new messages; by mail until one chooses otherwise',
  response: NotificationSettings,
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
  response: NotificationSettings,
});
