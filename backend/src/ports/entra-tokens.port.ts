/** Who an Entra access token for SEFOS' own API speaks for. Protected: never log. */
export interface EntraPerson {
  /** Tenant and object id: together the person's identity, for as long as the tenant exists. GUIDs in lower case. */
  readonly tenantId: string;
  readonly objectId: string;
  /**
   * The address that the token vouches for: `preferred_username`, or `email` with `xms_edov`. Not normalised; null when none, for a
   * guest of the tenant, and when `xms_edov` says no.
   */
  readonly email: string | null;
  readonly displayName: string | null;
  /** How the person signed in, as the token says it: `amr` and `acrs` values, each once. */
  readonly methods: { readonly amr: readonly string[]; readonly acrs: readonly string[] };
  /** Names this one token among its tenant's. Secret enough to be kept as a hash only. */
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/** Checks Entra ID access tokens (v2.0) that were issued for SEFOS' own API. */
export interface EntraTokensPort {
  /**
   * Signature (cached JWKS of the authority, one reload for an unknown key), issuer `<authority>/<tid>/v2.0` equal to the token's
   * `tid`, audience, scope, validity with 60 s of clock skew and a lifetime that Entra gives. Whether the tenant may is the caller's
   * to decide, from `isTenantAllowed`, which is asked last: only a good token tells which tenants are known.
   * @throws {DomainError} entra-token-invalid, tenant-not-connected (isTenantAllowed said no), identification-unavailable (keys cannot
   * be had, or Entra is not set up)
   */
  verify(accessToken: string, isTenantAllowed: (tenantId: string) => Promise<boolean>): Promise<EntraPerson>;
}
