import { askConsent } from './consent.ts';
import { type EntraAccount, type EntraClient, makeEntraClient } from './entra-client.ts';
import type { TokenBroker } from './nested-app-auth.ts';
import type { SignInSetting, SignInWay } from './sign-in-settings.ts';

/** The accounts of the simulated Entra ID, and the host's token broker over them. */
export interface Accounts {
  readonly list: readonly EntraAccount[];
  readonly entra: EntraClient;
}

export async function loadAccounts(): Promise<Accounts> {
  const entra = makeEntraClient();
  return { entra, list: await entra.accounts() };
}

/** A broker that follows the page's controls; the first account stands in for a person who is not there. */
export function makeBroker(
  { entra, list }: Accounts,
  settings: { get(name: SignInSetting): string },
  consent: TokenBroker['consent'] = askConsent,
): TokenBroker {
  return {
    entra,
    account: () => {
      const account = list.find(({ email }) => email === settings.get('person')) ?? list[0];
      if (!account) throw new Error('The simulated Entra ID has no accounts');
      return account;
    },
    way: () => settings.get('signIn') as SignInWay,
    token: () => ({
      amr: settings
        .get('amr')
        .split(',')
        .map((value) => value.trim())
        .filter(Boolean),
      problem: settings.get('token'),
    }),
    consent,
  };
}
