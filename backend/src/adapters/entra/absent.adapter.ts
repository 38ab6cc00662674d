import { DomainError } from '../../platform/errors.ts';
import type { EntraTokensPort } from '../../ports/entra-tokens.port.ts';

/** Where the installation has no application in Entra ID: nobody can sign in with its tokens. */
export const absentEntraTokens: EntraTokensPort = {
  verify: async () => {
    throw new DomainError('identification-unavailable');
  },
};
