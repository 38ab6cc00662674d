import type { Dictionary } from '../../dictionary.ts';
import type { invitation as source } from '../sv/invitation.ts';

export const invitation = {
  title: 'Welcome to SEFOS',
  hello: 'Hello {{name}}! {{organisation}} has given you an account. You sign in as {{email}}.',
  password: 'Choose a password',
  hint: 'At least {{min}} characters. A sentence is good.',
  passwordMissing: 'Write a password.',
  phone: 'Mobile number',
  phoneHint: 'A code is sent here when you sign in.',
  phoneMissing: 'Write your mobile number, for example 070-174 06 05.',
  save: 'Save',
  done: 'The password is saved. You can sign in now.',
  signIn: 'Sign in',
  other: 'Do you sign in with Microsoft or an electronic ID? Then you need no password.',
  ended: 'The invitation is no longer valid',
} as const satisfies Dictionary<typeof source>;
