import type { Setting, SettingTable } from '../platform/settings.ts';

export type SignInSetting = 'person' | 'signIn' | 'token' | 'amr';

const SIGN_IN_WAYS = {
  silent: 'Silent sign-in works',
  interaction: 'The person must consent',
  cancel: 'The person cancels',
  'no-bridge': 'No bridge (no nested app authentication)',
  'empty-error': 'Empty ServerError (Mac)',
  hang: 'The bridge never answers',
} as const;
export type SignInWay = keyof typeof SIGN_IN_WAYS;

const TOKEN_PROBLEMS = {
  '': 'Good',
  expired: 'Expired',
  'wrong-audience': 'For another audience',
  'other-tenant': 'From another tenant',
  'no-scope': 'Without the scope',
  'unknown-key': 'Signed with an unknown key',
  'unknown-person': 'For an unknown person',
};

/** Controls that every Microsoft host has: who is signed in, and how its token broker behaves. */
export const signInSettings: SettingTable<SignInSetting> = {
  person: { label: 'Person', fallback: 'handlaggare@storkommun.example', hint: 'E-mail address of an Entra account' },
  signIn: { label: 'Sign-in', fallback: 'silent', choices: SIGN_IN_WAYS } satisfies Setting,
  token: { label: 'Token', fallback: '', choices: TOKEN_PROBLEMS },
  amr: { label: 'Signed in with (amr)', fallback: 'pwd,mfa' },
};

/** The same table with the accounts offered by name. */
export const offerAccounts = <Table extends SettingTable<SignInSetting>>(
  table: Table,
  accounts: readonly { readonly email: string; readonly displayName: string }[],
): Table => ({
  ...table,
  person: {
    ...table.person,
    choices: Object.fromEntries(accounts.map(({ email, displayName }) => [email, `${displayName} (${email})`])),
  },
});
