import { type SignInSetting, signInSettings } from '../entra/sign-in-settings.ts';
import type { SettingTable } from '../platform/settings.ts';

export type TeamsSetting = SignInSetting | 'theme' | 'locale' | 'hostName' | 'path' | 'delay' | 'page' | 'timeout';

/** Every control of /dev/teams, and the parameter of the same name in its address. */
export const TEAMS_SETTINGS: SettingTable<TeamsSetting> = {
  ...signInSettings,
  theme: {
    label: 'Theme',
    fallback: 'default',
    choices: { default: 'Default', dark: 'Dark', contrast: 'High contrast', glass: 'Glass' },
  },
  locale: {
    label: 'Language',
    fallback: 'sv-se',
    choices: { 'sv-se': 'Svenska', 'en-us': 'English', 'fi-fi': 'Suomi' },
  },
  hostName: {
    label: 'Host',
    fallback: 'Teams',
    choices: { Teams: 'Teams', Outlook: 'Outlook', Office: 'Microsoft 365', TeamsModern: 'Teams (modern)' },
  },
  path: { label: 'Path of a deep link', fallback: '', hint: 'subPageId, such as /messages/…' },
  delay: { label: 'Slow answers (ms)', fallback: '0', inputMode: 'numeric' },
  page: { label: 'Address of the tab', fallback: '/teams', hint: 'contentUrl of the manifest, on this origin' },
  timeout: { label: 'Patience (ms)', fallback: '30000', inputMode: 'numeric', hint: 'without success Teams gives up' },
};
