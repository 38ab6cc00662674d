import { createHash } from 'node:crypto';
import { importJWK } from 'jose';
import * as openid from 'openid-client';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcProvider } from '../../ports/oidc.port.ts';
import { makeBoundedFetch } from './bounded-fetch.ts';
import { toDomainError } from './oidc-errors.ts';

const CACHE_LIFETIME_MILLISECONDS = 3_600_000;
const MAX_CACHED_PROVIDERS = 500;
const HTTP_TIMEOUT_SECONDS = 10;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface ProviderCacheOptions {
  readonly clock: Clock;
  /** Accepts `http://` issuers on loopback: for the demo's simulated issuers only. */
  readonly allowLoopbackHttp: boolean;
  readonly clockToleranceSeconds: number;
  readonly fetch: typeof fetch;
}

const misconfigured = (reason: string): DomainError => new DomainError('oidc-unavailable', { reason });

const isLoopbackHttp = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.has(url.hostname);

/** @throws {DomainError} oidc-unavailable when the address is neither https nor an allowed loopback http */
const checkedUrl = (address: string | undefined, allowLoopbackHttp: boolean): URL => {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : null;
  const allowed = url?.protocol === 'https:' || (url !== null && allowLoopbackHttp && isLoopbackHttp(url));
  if (!url || !allowed) throw misconfigured('issuer-not-https');
  return url;
};

/** Prefers the body over the header: the header's form encoding is what providers most often get wrong. */
const secretAuthentication = (secret: string): openid.ClientAuth => {
  const post = openid.ClientSecretPost(secret);
  const basic = openid.ClientSecretBasic(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (methods.includes('client_secret_post') ? post : basic)(server, client, body, headers);
  };
};

const EC_ALGORITHMS: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

const keyAlgorithm = ({ alg, kty, crv }: Readonly<Record<string, unknown>>): string => {
  if (typeof alg === 'string') return alg;
  if (kty === 'EC') return EC_ALGORITHMS[String(crv)] ?? 'ES256';
  return kty === 'OKP' ? 'EdDSA' : 'RS256';
};

const keyAuthentication = async (jwk: Readonly<Record<string, unknown>>): Promise<openid.ClientAuth> => {
  const key = await importJWK({ ...jwk }, keyAlgorithm(jwk)).catch(() => null);
  if (key === null || key instanceof Uint8Array) throw misconfigured('client-key');
  const { kid } = jwk;
  return openid.PrivateKeyJwt(typeof kid === 'string' ? { key, kid } : { key });
};

const clientAuthentication = async (provider: OidcProvider): Promise<openid.ClientAuth> => {
  if (provider.clientPrivateJwk) return await keyAuthentication(provider.clientPrivateJwk);
  if (provider.clientSecret) return secretAuthentication(provider.clientSecret);
  throw misconfigured('client-credentials-missing');
};

const discover = async (provider: OidcProvider, options: ProviderCacheOptions): Promise<openid.Configuration> => {
  const issuer = checkedUrl(provider.issuer, options.allowLoopbackHttp);
  const metadata = { [openid.clockTolerance]: options.clockToleranceSeconds };
  // openid-client verifies the ID token's signature only when told to: OIDC Core §3.1.3.7 lets TLS stand for it.
  const execute = [openid.enableNonRepudiationChecks];
  if (isLoopbackHttp(issuer)) execute.push(openid.allowInsecureRequests);
  const configuration = await openid
    .discovery(issuer, provider.clientId, metadata, await clientAuthentication(provider), {
      execute,
      timeout: HTTP_TIMEOUT_SECONDS,
      [openid.customFetch]: makeBoundedFetch(options.fetch),
    })
    .catch((error: unknown) => {
      const failure = toDomainError(error);
      throw failure.type === 'oidc-unavailable' ? failure : misconfigured('discovery');
    });
  const server = configuration.serverMetadata();
  // Entra's multi-tenant authorities discover as a template that would let any tenant in.
  if (new URL(server.issuer).href !== issuer.href) throw misconfigured('issuer-mismatch');
  for (const endpoint of [server.authorization_endpoint, server.token_endpoint, server.jwks_uri]) {
    checkedUrl(endpoint, isLoopbackHttp(issuer));
  }
  return configuration;
};

/** Credentials are part of the key, so that a changed secret takes effect at once; they are kept as a digest only. */
const cacheKey = (provider: OidcProvider): string => {
  const { issuer, clientId, clientSecret, clientPrivateJwk } = provider;
  const text = JSON.stringify([issuer, clientId, clientSecret ?? null, clientPrivateJwk ?? null]);
  return createHash('sha256').update(text).digest('base64');
};

/** Discovered providers, each for an hour; what failed is not kept, and callers at the same time share one discovery. */
export class ProviderCache {
  readonly #entries = new Map<string, { readonly found: Promise<openid.Configuration>; readonly expiresAt: number }>();
  readonly #options: ProviderCacheOptions;

  constructor(options: ProviderCacheOptions) {
    this.#options = options;
  }

  /** @throws {DomainError} oidc-unavailable (facts.reason) */
  async get(provider: OidcProvider): Promise<openid.Configuration> {
    const key = cacheKey(provider);
    const now = this.#options.clock.now().getTime();
    const known = this.#entries.get(key);
    if (known && now < known.expiresAt) return await known.found;
    const found = discover(provider, this.#options);
    const entry = { found, expiresAt: now + CACHE_LIFETIME_MILLISECONDS };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > MAX_CACHED_PROVIDERS && oldest !== undefined) this.#entries.delete(oldest);
    found.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return await found;
  }
}
