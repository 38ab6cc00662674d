import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { Account, ClientMetadata, Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import type { OidcProvider } from '../../ports/oidc.port.ts';
import { devPageHeaders } from '../dev-page.html.ts';
import { oidcErrorPage } from './interaction.page.ts';
import { makeMemoryAdapter } from './memory-adapter.ts';
import type { OidcKind, OidcWorld } from './worlds.ts';

/** Claims by subject, of everybody who has signed in since the start. */
export type Accounts = Map<string, Readonly<Record<string, unknown>>>;

export interface IssuerParts {
  readonly kind: OidcKind;
  readonly world: OidcWorld;
  readonly issuer: string;
  readonly redirectUris: readonly string[];
  readonly accounts: Accounts;
}

/** The issuer's configuration, and the relying party's matching end of it. */
export interface ConfiguredIssuer {
  readonly configuration: Configuration;
  readonly provider: OidcProvider;
}

/** The grant covers whatever was asked for: consent is not what the demo is about. */
const grantAll = async (ctx: KoaContextWithOIDC) => {
  const { client, session, account, requestParamOIDCScopes, requestParamClaims, provider } = ctx.oidc;
  const accountId = session?.accountId ?? account?.accountId;
  if (!client || !accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope([...requestParamOIDCScopes].join(' '));
  grant.addOIDCClaims([...requestParamClaims]);
  await grant.save();
  return grant;
};

const makeKey = async (alg: string, kid: string): Promise<{ readonly secret: JWK; readonly open: JWK }> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const named = { kid, alg, use: 'sig' };
  return {
    secret: { ...(await exportJWK(privateKey)), ...named } as JWK,
    open: { ...(await exportJWK(publicKey)), ...named } as JWK,
  };
};

const accountOf = (accounts: Accounts, sub: string): Account | undefined => {
  const claims = accounts.get(sub);
  return claims && { accountId: sub, claims: async () => ({ ...claims, sub }) };
};

const makeClient = async (
  parts: IssuerParts,
): Promise<{ readonly client: ClientMetadata; readonly credentials: Partial<OidcProvider> }> => {
  const { world, redirectUris } = parts;
  const base: ClientMetadata = {
    client_id: 'sefos-demo',
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: world.signingAlgorithm,
    token_endpoint_auth_method: world.clientAuthentication,
  };
  if (world.clientAuthentication === 'private_key_jwt') {
    const key = await makeKey('ES256', 'sefos-demo-client');
    const client = { ...base, jwks: { keys: [key.open] }, token_endpoint_auth_signing_alg: 'ES256' as const };
    return { client, credentials: { clientPrivateJwk: { ...key.secret } } };
  }
  const clientSecret = randomBytes(32).toString('base64url');
  return { client: { ...base, client_secret: clientSecret }, credentials: { clientSecret } };
};

/** Makes keys, the one client and the rules of a strict issuer: code flow only, PKCE S256 always. */
export const configureIssuer = async (parts: IssuerParts): Promise<ConfiguredIssuer> => {
  const { kind, world, accounts } = parts;
  const [key, { client, credentials }] = await Promise.all([
    makeKey(world.signingAlgorithm, `${kind}-1`),
    makeClient(parts),
  ]);
  const configuration: Configuration = {
    adapter: makeMemoryAdapter(client),
    jwks: { keys: [key.secret] },
    responseTypes: ['code'],
    scopes: [...world.scopes],
    acrValues: [...world.acrValues],
    claims: Object.fromEntries(Object.entries(world.claims).map(([scope, names]) => [scope, [...names]])),
    conformIdTokenClaims: !world.claimsInIdToken,
    clientAuthMethods: [world.clientAuthentication],
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      // Cookies know no ports: the product on another port of localhost sees them, so the names must not clash.
      names: { session: `sim_${kind}`, interaction: `sim_${kind}_interaction`, resume: `sim_${kind}_resume` },
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 1800, Grant: 1800, Session: 1800 },
    interactions: { url: (_ctx, interaction) => `/${kind}/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => accountOf(accounts, sub),
    loadExistingGrant: grantAll,
    renderError: (ctx, { error, error_description }) => {
      ctx.set({ ...devPageHeaders() });
      ctx.body = oidcErrorPage(error, error_description ?? '');
    },
  };
  const provider = { key: kind, issuer: parts.issuer, clientId: client.client_id, ...credentials, ...world.provider };
  return { configuration, provider };
};
