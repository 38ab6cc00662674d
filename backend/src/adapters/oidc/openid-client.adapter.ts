import * as openid from 'openid-client';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcChecks, OidcIdentity, OidcPort, OidcProvider } from '../../ports/oidc.port.ts';
import { type Claims, missesMappedClaims, readIdentity } from './identity-claims.ts';
import { toDomainError } from './oidc-errors.ts';
import { ProviderCache } from './provider-cache.ts';

export interface OidcAdapterOptions {
  readonly clock: Clock;
  /** Accepts `http://` issuers on loopback. Demo and test only; false when not given. */
  readonly allowLoopbackHttp?: boolean;
  /** Entra tenants that own the domains of their sign-in names: there `preferred_username` counts as a verified address. */
  readonly trustedTenants?: readonly string[];
  /** How far the issuer's clock may differ, in seconds; 30 when not given. Tokens are judged by the machine's clock. */
  readonly clockToleranceSeconds?: number;
  /** For installations that let calls out only through a guard (against SSRF by a configured issuer). */
  readonly fetch?: typeof fetch;
}

/** The `claims` parameter (OIDC Core §5.5): the acr as essential, and the personal identity number by its claim. */
const claimsRequest = (provider: OidcProvider): string | null => {
  const personalNumber = provider.claims.personalNumber;
  const wanted = {
    ...(provider.acrValues.length > 0 ? { acr: { essential: true, values: provider.acrValues } } : {}),
    ...(personalNumber === undefined ? {} : { [personalNumber]: { essential: true } }),
  };
  return Object.keys(wanted).length === 0 ? null : JSON.stringify({ id_token: wanted });
};

const begin = async (
  configuration: openid.Configuration,
  provider: OidcProvider,
  redirectUri: string,
  options: { readonly loginHint?: string; readonly uiLocale?: string },
): Promise<{ readonly url: string; readonly checks: OidcChecks }> => {
  const checks: OidcChecks = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    codeVerifier: openid.randomPKCECodeVerifier(),
  };
  const claims = claimsRequest(provider);
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: provider.scope,
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(checks.codeVerifier),
    code_challenge_method: 'S256',
    ...(claims === null ? {} : { claims }),
    ...(options.loginHint === undefined ? {} : { login_hint: options.loginHint }),
    ...(options.uiLocale === undefined ? {} : { ui_locales: options.uiLocale }),
  });
  return { url: url.href, checks };
};

/** Claims of the ID token win over those of UserInfo, which the provider does not sign for us. */
const exchange = async (
  configuration: openid.Configuration,
  provider: OidcProvider,
  callback: URL,
  checks: OidcChecks,
): Promise<Claims> => {
  const tokens = await openid.authorizationCodeGrant(configuration, callback, {
    pkceCodeVerifier: checks.codeVerifier,
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    idTokenExpected: true,
  });
  const idToken: Claims = tokens.claims() ?? {};
  const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
  if (!hasUserInfo || !missesMappedClaims(provider, idToken)) return idToken;
  const userInfo: Claims = await openid.fetchUserInfo(configuration, tokens.access_token, String(idToken.sub));
  return { ...userInfo, ...idToken };
};

/** OpenID Connect code flow with PKCE S256, state, nonce, essential acr and verified signatures (OIDC Core §3.1). */
export const makeOidcAdapter = (options: OidcAdapterOptions): OidcPort => {
  const providers = new ProviderCache({
    clock: options.clock,
    allowLoopbackHttp: options.allowLoopbackHttp ?? false,
    clockToleranceSeconds: options.clockToleranceSeconds ?? 30,
    fetch: options.fetch ?? globalThis.fetch,
  });
  const complete = async (
    provider: OidcProvider,
    redirectUri: string,
    callbackParameters: URLSearchParams,
    checks: OidcChecks,
  ): Promise<OidcIdentity> => {
    const configuration = await providers.get(provider);
    const callback = new URL(redirectUri);
    callback.search = callbackParameters.toString();
    const claims = await exchange(configuration, provider, callback, checks).catch((error: unknown) => {
      throw toDomainError(error);
    });
    return readIdentity(provider, claims, options.trustedTenants ?? []);
  };
  return {
    begin: async (provider, redirectUri, further = {}) =>
      await begin(await providers.get(provider), provider, redirectUri, further),
    complete,
  };
};
