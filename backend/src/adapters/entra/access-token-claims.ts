import type { JWTPayload } from 'jose';
import { DomainError } from '../../platform/errors.ts';
import type { EntraPerson } from '../../ports/entra-tokens.port.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The one scope of our API. */
const SCOPE = 'access_as_user';

export const invalidToken = (reason: string): DomainError => new DomainError('entra-token-invalid', { reason });

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const guid = (value: unknown): string | null => (typeof value === 'string' && GUID.test(value) ? value : null);
const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';

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

/** In Entra `email` is what an administrator typed; it counts when `xms_edov` says that the domain's owner was verified. */
const emailOf = (claims: JWTPayload): string | null => {
  const signInName = text(claims.preferred_username);
  if (signInName?.includes('@')) return signInName;
  return isTrue(claims.xms_edov) ? text(claims.email) : null;
};

/** The person that verified claims speak for. @throws {DomainError} entra-token-invalid */
export const readPerson = (claims: JWTPayload, tenantId: string, clientId: string): EntraPerson => {
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
    email: emailOf(claims),
    displayName: text(claims.name),
    methods: { amr: strings(claims.amr), acrs: strings(claims.acrs) },
    expiresAt: new Date((claims.exp ?? 0) * 1000),
  };
};
