import { ConfidentialClientApplication, type ICachePlugin } from '@azure/msal-node';
import { httpsOf, makeTokenNetwork } from './token-network.ts';

/** SEFOS' application in Entra. */
export interface ApplicationOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin of the authority. */
  readonly authority: string;
}

/** The application as msal-node has it in one tenant; without a plugin its tokens are kept in memory only. */
export const confidentialClient = (
  { clientId, clientSecret, authority }: ApplicationOptions,
  tenantId: string,
  cachePlugin?: ICachePlugin,
): ConfidentialClientApplication => {
  const told = httpsOf(authority);
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      clientSecret,
      authority: `${told}/${tenantId}`,
      knownAuthorities: [new URL(told).host],
    },
    ...(cachePlugin ? { cache: { cachePlugin } } : {}),
    system: { networkClient: makeTokenNetwork(authority) },
  });
};
