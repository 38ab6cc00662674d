import { type SignInSetting, signInSettings } from '../entra/sign-in-settings.ts';
import type { SettingTable } from '../platform/settings.ts';

export type OutlookSetting =
  | SignInSetting
  | 'theme'
  | 'locale'
  | 'requirementSet'
  | 'platform'
  | 'delay'
  | 'fail'
  | 'pin'
  | 'smartAlerts'
  | 'movedIds'
  | 'linger'
  | 'start'
  | 'composePage'
  | 'readPage'
  | 'appointmentPage'
  | 'launchPage';

const REQUIREMENT_SETS = Object.fromEntries(
  Array.from({ length: 12 }, (_unused, index) => [String(index + 5), `1.${index + 5}`]),
);

/** Every control of /dev/outlook, and the parameter of the same name in its address. */
export const OUTLOOK_SETTINGS: SettingTable<OutlookSetting> = {
  ...signInSettings,
  theme: { label: 'Theme', fallback: 'light', choices: { light: 'Light', dark: 'Dark', contrast: 'High contrast' } },
  locale: {
    label: 'Language',
    fallback: 'sv-SE',
    choices: { 'sv-SE': 'Svenska', 'en-US': 'English', 'fi-FI': 'Suomi' },
  },
  requirementSet: { label: 'Requirement set', fallback: '15', choices: REQUIREMENT_SETS },
  platform: {
    label: 'Platform',
    fallback: 'OfficeOnline',
    choices: { OfficeOnline: 'Web', PC: 'Windows', Mac: 'Mac', iOS: 'iPhone', Android: 'Android' },
  },
  delay: { label: 'Slow answers (ms)', fallback: '0', inputMode: 'numeric' },
  fail: {
    label: 'Failures',
    fallback: '',
    hint: 'api:call:code, …; such as getAttachmentContentAsync:3, saveAsync:*:offline, sendAsync::hang',
  },
  pin: { label: 'Pinning', fallback: 'yes', choices: { yes: 'Supported', no: 'Not supported' } },
  smartAlerts: {
    label: 'Smart Alerts',
    fallback: 'softBlock',
    choices: { softBlock: 'Soft block', promptUser: 'Prompt user', block: 'Block', off: 'Not deployed' },
  },
  movedIds: { label: 'Ids of moved items', fallback: 'change', choices: { change: 'Change', keep: 'Stay' } },
  linger: { label: 'Pane lives after sending (ms)', fallback: '1000', inputMode: 'numeric' },
  start: {
    label: 'Begin with',
    fallback: '',
    choices: { '': 'The inbox', compose: 'A new mail', appointment: 'A new appointment' },
  },
  composePage: { label: 'Pane when writing', fallback: '/outlook/compose' },
  readPage: { label: 'Pane when reading', fallback: '/outlook/read' },
  appointmentPage: { label: 'Pane of an appointment', fallback: '/outlook/appointment' },
  launchPage: { label: 'Event page', fallback: '/outlook/launchevent.html' },
};
