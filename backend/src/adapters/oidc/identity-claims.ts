import { DomainError } from '../../platform/errors.ts';
import type { OidcIdentity, OidcProvider } from '../../ports/oidc.port.ts';
import { isTrue, vouchesForNoAddress } from '../entra/address-claims.ts';

/** Validated claims of the ID token, completed from UserInfo. Protected: never log. */
export type Claims = Readonly<Record<string, unknown>>;
type Level = OidcIdentity['level'];

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ENTRA_ORIGIN = 'https://login.microsoftonline.com';

const invalid = (reason: string): DomainError => new DomainError('oidc-invalid', { reason });
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Product level: by acr; else the highest among the amr values; else `default`.
 * @throws {DomainError} oidc-invalid when an acr was asked for and another came, or when nothing gives a level
 */
export const levelOf = (provider: OidcProvider, claims: Claims): Level => {
  const acr = text(claims.acr);
  if (provider.acrValues.length > 0 && (acr === undefined || !provider.acrValues.includes(acr))) throw invalid('acr');
  const level = (key: string): Level | undefined =>
    Object.hasOwn(provider.levels, key) ? provider.levels[key] : undefined;
  const byAcr = acr === undefined ? undefined : level(acr);
  if (byAcr !== undefined) return byAcr;
  const methods: readonly unknown[] = Array.isArray(claims.amr) ? claims.amr : [];
  const byAmr = methods.map((method) => level(`amr:${String(method)}`)).filter((found) => found !== undefined);
  const highest = byAmr.toSorted((one, other) => other - one)[0] ?? level('default');
  if (highest === undefined) throw invalid('level');
  return highest;
};

/**
 * Entra's tenant and object id. Only together with `issuer` do they mean anything: another provider may claim any.
 * @throws {DomainError} oidc-invalid when Entra's issuer names another tenant than `tid`
 */
const entraIds = (claims: Claims): { readonly tenantId?: string; readonly objectId?: string } => {
  const tenantId = text(claims.tid);
  const objectId = text(claims.oid);
  if (!tenantId || !objectId || !GUID.test(tenantId) || !GUID.test(objectId)) return {};
  const issuer = String(claims.iss);
  const foreign = issuer.startsWith(ENTRA_ORIGIN) && !issuer.startsWith(`${ENTRA_ORIGIN}/${tenantId}/`);
  if (foreign) throw invalid('tenant');
  return { tenantId, objectId };
};

/**
 * Whether the address may be used to find an account. Ordinary providers say so with `email_verified`. In Entra `email`
 * is whatever an administrator of any tenant typed ("nOAuth"): it counts when `xms_edov` says that the domain's owner
 * was verified, or when it equals `preferred_username` in a tenant that the installation trusts to own its domains. No address
 * of a guest counts.
 */
const isEmailVerified = (claims: Claims, email: string, trustedTenants: readonly string[]): boolean => {
  const tenantId = text(claims.tid)?.toLowerCase();
  if (tenantId === undefined) return isTrue(claims.email_verified);
  if (vouchesForNoAddress(claims)) return false;
  if (isTrue(claims.xms_edov) && text(claims.email)?.toLowerCase() === email.toLowerCase()) return true;
  const signInName = text(claims.preferred_username);
  const isTrusted = trustedTenants.some((trusted) => trusted.toLowerCase() === tenantId);
  return isTrusted && signInName?.toLowerCase() === email.toLowerCase();
};

/** @throws {DomainError} oidc-invalid when the claim is there and is not 12 digits */
const personalNumberOf = (provider: OidcProvider, claims: Claims): string | undefined => {
  const name = provider.claims.personalNumber;
  const claimed = name === undefined ? undefined : text(claims[name]);
  if (claimed === undefined) return undefined;
  const digits = claimed.replace(/^(\d{8})[-+](\d{4})$/, '$1$2');
  if (!/^\d{12}$/.test(digits)) throw invalid('personal-number');
  return digits;
};

/** Claims that the configuration maps and that are not there yet. */
export const missesMappedClaims = (provider: OidcProvider, claims: Claims): boolean =>
  Object.values(provider.claims).some((name) => typeof name === 'string' && claims[name] === undefined);

/**
 * The person that validated claims describe.
 * @throws {DomainError} oidc-invalid (facts.reason: acr, level, tenant, personal-number, subject)
 */
export const readIdentity = (
  provider: OidcProvider,
  claims: Claims,
  trustedTenants: readonly string[],
): OidcIdentity => {
  const subject = text(claims.sub);
  const issuer = text(claims.iss);
  if (subject === undefined || issuer === undefined) throw invalid('subject');
  const acr = text(claims.acr);
  const email = text(claims[provider.claims.email ?? 'email']);
  const name = text(claims[provider.claims.name ?? 'name']);
  const personalNumber = personalNumberOf(provider, claims);
  return {
    subject,
    issuer,
    level: levelOf(provider, claims),
    emailVerified: email !== undefined && isEmailVerified(claims, email, trustedTenants),
    ...(acr === undefined ? {} : { acr }),
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(personalNumber === undefined ? {} : { personalNumber }),
    ...entraIds(claims),
  };
};
