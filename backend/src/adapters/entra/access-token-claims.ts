import type { JWTPayload } from 'jose';
import { hashToken } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';
import type { EntraPerson } from '../../ports/entra-tokens.port.ts';
import { isTrue, vouchesForNoAddress } from './address-claims.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The one scope of our API. */
const SCOPE = 'access_as_user';

/**
 * Entra's longest documented lifetime: 28 hours with continuous access evaluation (an administrator may set a day at most), and
 * the five minutes that `iat` and `nbf` lie before the token was made.
 */
export const MAX_LIFETIME_SECONDS = 28 * 3_600 + 300;

export const invalidToken = (reason: string): DomainError => new DomainError('entra-token-invalid', { reason });

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const guid = (value: unknown): string | null => (typeof value === 'string' && GUID.test(value) ? value : null);

/** Strings of a claim that may be one or several, each once. */
const strings = (value: unknown): string[] => {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return [...new Set(values.filter((one) => typeof one === 'string' && one !== ''))] as string[];
};

/** Tenant of an unverified token, whose issuer must be that tenant's. @throws {DomainError} entra-token-invalid */
export const claimedTenant = (claims: JWTPayload, authority: string): { tenantId: string; issuer: string } => {
  const tenantId = guid(claims.tid);
  if (!tenantId) throw invalidToken('tenant');
  const issuer = `${authority}/${tenantId}/v2.0`;
  if (claims.iss !== issuer) throw invalidToken('issuer');
  return { tenantId: tenantId.toLowerCase(), issuer };
};

/**
 * A time of issue that has been, and a lifetime that Entra gives; `latest` is the newest time of issue to believe.
 * @throws {DomainError} entra-token-invalid
 */
export const requireSaneTimes = ({ iat = 0, nbf = 0, exp = 0 }: JWTPayload, latest: number): void => {
  if (iat > latest) throw invalidToken('iat');
  const lifetime = exp - Math.min(iat, nbf);
  if (exp <= iat || exp <= nbf || !(lifetime <= MAX_LIFETIME_SECONDS)) throw invalidToken('lifetime');
};

/**
 * What names this one token in its tenant: `uti`, `jti`, or else a hash. Of what is signed, because the end of a signature can be
 * written in several ways.
 */
export const tokenIdOf = (claims: JWTPayload, accessToken: string): string => {
  const uti = text(claims.uti);
  if (uti) return `uti:${uti}`;
  const jti = text(claims.jti);
  if (jti) return `jti:${jti}`;
  return `hash:${hashToken(accessToken.slice(0, accessToken.lastIndexOf('.'))).toString('base64url')}`;
};

/** `idp` is there, and not this tenant, for who signed in elsewhere: a guest. */
const isFromElsewhere = ({ idp }: JWTPayload, { tenantId, issuer }: TokenFacts): boolean =>
  idp !== undefined && idp !== issuer && !text(idp)?.toLowerCase().includes(tenantId);

/** In Entra `email` is what an administrator typed; it counts when `xms_edov` says that the domain's owner was verified. */
const emailOf = (claims: JWTPayload, facts: TokenFacts): string | null => {
  if (vouchesForNoAddress(claims) || isFromElsewhere(claims, facts)) return null;
  const signInName = text(claims.preferred_username);
  if (signInName?.includes('@')) return signInName;
  return isTrue(claims.xms_edov) ? text(claims.email) : null;
};

/** What is known of a token beside its claims. */
interface TokenFacts {
  readonly tenantId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly tokenId: string;
}

/** The person that verified claims speak for. @throws {DomainError} entra-token-invalid */
export const readPerson = (claims: JWTPayload, facts: TokenFacts): EntraPerson => {
  const { tenantId, clientId, tokenId } = facts;
  // One audience, as a string: a list would let a token for others pass as ours.
  if (claims.aud !== clientId) throw invalidToken('audience');
  // Asked for by our own tab or pane: another application that a person let use our API is not one of our hosts.
  if (claims.azp !== clientId) throw invalidToken('client');
  if (claims.ver !== '2.0') throw invalidToken('version');
  if (claims.idtyp === 'app') throw invalidToken('app-only');
  const objectId = guid(claims.oid)?.toLowerCase();
  if (!objectId) throw invalidToken('object');
  if (!text(claims.scp)?.split(' ').includes(SCOPE)) throw invalidToken('scope');
  return {
    tenantId,
    objectId,
    email: emailOf(claims, facts),
    displayName: text(claims.name),
    methods: { amr: strings(claims.amr), acrs: strings(claims.acrs) },
    tokenId,
    expiresAt: new Date((claims.exp ?? 0) * 1000),
  };
};
