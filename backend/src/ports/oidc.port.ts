/** One OpenID provider as an organisation or the installation configured it. */
export interface OidcProvider {
  /** Our name for it: `entra`, `freja`, `siths` … */
  readonly key: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Client authentication: a secret, or a private key (JWK) for private_key_jwt. */
  readonly clientSecret?: string;
  readonly clientPrivateJwk?: Readonly<Record<string, unknown>>;
  readonly scope: string;
  /** acr values asked for as essential (OIDC Core §5.5.1.1); the answer must be one of them when any is given. */
  readonly acrValues: readonly string[];
  /** Claim names for what we need. */
  readonly claims: { readonly personalNumber?: string; readonly email?: string; readonly name?: string };
  /** Level by acr value, or by amr value as `amr:mfa`; `default` when nothing fits. */
  readonly levels: Readonly<Record<string, 1 | 2 | 3>>;
}

/** Whom the provider identified, checked: signature, issuer, audience, nonce, expiry, acr. Protected: never log. */
export interface OidcIdentity {
  readonly subject: string;
  readonly issuer: string;
  readonly level: 1 | 2 | 3;
  readonly acr?: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
  /** 12 digits. */
  readonly personalNumber?: string;
  /** Entra tenant id and object id, when present. */
  readonly tenantId?: string;
  readonly objectId?: string;
}

/** What must be kept (sealed) between the start and the callback. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface OidcPort {
  /** Authorisation URL with PKCE S256, state, nonce and essential acr. @throws {DomainError} oidc-unavailable */
  begin(
    provider: OidcProvider,
    redirectUri: string,
    options?: { readonly loginHint?: string; readonly uiLocale?: string },
  ): Promise<{ readonly url: string; readonly checks: OidcChecks }>;
  /**
   * Exchanges the callback's code and validates the answer.
   * @throws {DomainError} oidc-refused (the provider said no: facts.reason), oidc-invalid (anything does not check out), oidc-unavailable
   */
  complete(
    provider: OidcProvider,
    redirectUri: string,
    callbackParameters: URLSearchParams,
    checks: OidcChecks,
  ): Promise<OidcIdentity>;
}
