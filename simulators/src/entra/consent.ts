import { ask } from '../platform/ask.ts';
import type { EntraAccount } from './entra-client.ts';

/** The simulated Entra ID's question; true = accepted. */
export const askConsent = (account: EntraAccount, scope: string): Promise<boolean> =>
  ask({
    title: 'Permissions requested',
    paragraphs: [`SEFOS would like to sign in ${account.displayName} (${account.email}).`, `It asks for: ${scope}`],
    answers: [
      { label: 'Accept', value: true },
      { label: 'Cancel', value: false },
    ],
    dismissed: false,
    lang: 'en',
  });
