import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { DomainError, isDomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { EntraPerson, EntraTokensPort } from '../../ports/entra-tokens.port.ts';
import { claimedTenant, invalidToken, readPerson, requireSaneTimes, tokenIdOf } from './access-token-claims.ts';
import { AuthorityKeys } from './authority-keys.ts';
import { checkedOrigin } from './bounded-request.ts';

/** How far Entra's clock may differ from ours. */
const CLOCK_TOLERANCE_SECONDS = 60;
const ALGORITHM = 'RS256';

export interface EntraTokensOptions {
  readonly clock: Clock;
  /** Id of SEFOS' application in Entra: the audience. */
  readonly clientId: string;
  /** Such as https://login.microsoftonline.com; only its origin counts. */
  readonly authority: string;
  /** Accepts an `http://` authority on loopback. Demo and test only; false when not given. */
  readonly allowLoopbackHttp?: boolean;
}

/** What an unverified token says about itself. */
const peek = (accessToken: string): { readonly claims: JWTPayload; readonly keyId: string } => {
  let claims: JWTPayload;
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    claims = decodeJwt(accessToken);
    header = decodeProtectedHeader(accessToken);
  } catch {
    throw invalidToken('format');
  }
  if (header.alg !== ALGORITHM) throw invalidToken('algorithm');
  if (typeof header.kid !== 'string') throw invalidToken('key');
  return { claims, keyId: header.kid };
};

const toDomainError = (error: unknown): DomainError => {
  if (isDomainError(error)) return error;
  if (error instanceof errors.JWTExpired) return invalidToken('expired');
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(error.claim);
  return invalidToken('signature');
};

/** Access tokens of Entra ID, version 2.0, judged by the authority's published keys and the injected clock. */
export const makeEntraTokens = (options: EntraTokensOptions): EntraTokensPort => {
  const { clock, clientId } = options;
  const authority = checkedOrigin(options.authority, options.allowLoopbackHttp ?? false);
  const keys = new AuthorityKeys({ clock, authority });

  const check = async (accessToken: string, keyId: string, tenantId: string, issuer: string): Promise<EntraPerson> => {
    const key = await keys.find(tenantId, keyId);
    if (!key) throw invalidToken('key');
    const now = clock.now();
    const { payload } = await jwtVerify(accessToken, key, {
      algorithms: [ALGORITHM],
      issuer,
      audience: clientId,
      requiredClaims: ['exp', 'iat', 'nbf'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    requireSaneTimes(payload, Math.floor(now.getTime() / 1000) + CLOCK_TOLERANCE_SECONDS);
    return readPerson(payload, { tenantId, issuer, clientId, tokenId: tokenIdOf(payload, accessToken) });
  };

  return {
    verify: async (accessToken, isTenantAllowed) => {
      const { claims, keyId } = peek(accessToken);
      const { tenantId, issuer } = claimedTenant(claims, authority);
      const person = await check(accessToken, keyId, tenantId, issuer).catch((error: unknown) => {
        throw toDomainError(error);
      });
      // Only now: whoever can make up a tenant's id, but not its signature, must not learn which tenants are known here.
      if (!(await isTenantAllowed(tenantId))) throw new DomainError('tenant-not-connected');
      return person;
    },
  };
};
