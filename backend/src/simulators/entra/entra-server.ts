import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWTPayload } from 'jose';
import type { Clock } from '../../ports/clock.port.ts';
import type { OidcTestPerson } from '../oidc/worlds.ts';
import { type EntraAccount, entraAccounts } from './people.ts';
import { SigningKeys } from './signing-keys.ts';
import { type EndpointAnswer, type EntraSwitches, TokenEndpoint } from './token-endpoint.ts';
import { GRAPH_AUDIENCE, type IssuedTokens, TokenMint, type TokenRequest } from './tokens.ts';

export interface EntraSimulatorOptions {
  readonly clock: Clock;
  /** Who has an account: those with an e-mail address. */
  readonly persons: readonly OidcTestPerson[];
  /** The product's application. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A local Entra ID on a loopback port: keys of all tenants; discovery, keys and token endpoint per tenant, as the product's backend speaks to them. */
export interface EntraSimulator {
  /** The authority, such as http://localhost:40123. */
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accounts: readonly EntraAccount[];
  readonly switches: EntraSwitches;
  /** Requests so far, as `GET /path`. */
  readonly requests: readonly string[];
  /** Grants that the token endpoint has answered with tokens. */
  readonly grants: readonly string[];
  /** What the host's nested app authentication would give. */
  issue(account: EntraAccount, request?: TokenRequest): Promise<IssuedTokens>;
  /** Claims of a Graph token of ours, or null: what a simulated Graph judges bearers by. */
  readGraphToken(token: string): Promise<JWTPayload | null>;
  rotateKeys(withdraw?: boolean): Promise<void>;
  revokeRefreshTokens(): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 65_536;
const notFound: EndpointAnswer = { status: 404, body: { error: 'not_found' } };

const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) break;
  }
  return new URLSearchParams(text);
};

/** Metadata of a tenant (OpenID Connect Discovery 1.0 §3), with what msal-node reads. */
const discovery = (origin: string, tenantId: string) => ({
  issuer: `${origin}/${tenantId}/v2.0`,
  authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
  token_endpoint: `${origin}/${tenantId}/oauth2/v2.0/token`,
  end_session_endpoint: `${origin}/${tenantId}/oauth2/v2.0/logout`,
  jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
});

/** Cloud instance discovery: msal asks it about authorities that it was not told to know. */
const instances = (origin: string, tenantId: string) => {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
};

interface Parts {
  readonly origin: string;
  readonly keys: SigningKeys;
  readonly endpoint: TokenEndpoint;
}

const route = async ({ origin, keys, endpoint }: Parts, request: IncomingMessage): Promise<EndpointAnswer> => {
  const [, tenantId = '', ...rest] = new URL(request.url ?? '/', origin).pathname.split('/');
  const asked = `${request.method} ${rest.join('/')}`;
  if (asked === 'GET v2.0/.well-known/openid-configuration') return { status: 200, body: discovery(origin, tenantId) };
  if (asked === 'GET discovery/v2.0/keys') {
    // As Entra's tenant-independent key set says whose tokens a key signs: any tenant's.
    const whose = tenantId === 'common' ? '{tenantid}' : tenantId;
    return { status: 200, body: keys.published(`${origin}/${whose}/v2.0`) };
  }
  if (asked === 'GET discovery/instance') return { status: 200, body: instances(origin, tenantId) };
  if (asked === 'POST oauth2/v2.0/token') return await endpoint.answer(tenantId, await readForm(request));
  return notFound;
};

const send = (response: ServerResponse, { status, body }: EndpointAnswer): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
};

/** Starts it. For demo and test mode only. */
export const startEntraSimulator = async (options: EntraSimulatorOptions): Promise<EntraSimulator> => {
  const { clock, clientId, clientSecret } = options;
  const accounts = entraAccounts(options.persons);
  const switches: EntraSwitches = { refusal: 'none', outage: 'none' };
  const requests: string[] = [];
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const keys = await SigningKeys.make();
  const issuer = (tenantId: string): string => `${origin}/${tenantId}/v2.0`;
  const mint = new TokenMint({ clock, keys, clientId, issuer });
  const findAccount = (tenantId: string, objectId: string): EntraAccount | null =>
    accounts.find((account) => account.tenantId === tenantId && account.objectId === objectId) ?? null;
  const hasTenant = (tenantId: string): boolean => accounts.some((account) => account.tenantId === tenantId);
  const endpoint = new TokenEndpoint({ mint, clientId, clientSecret, switches, findAccount, hasTenant });
  server.on('request', (request, response) => {
    if (switches.outage === 'refuse') return void request.socket.destroy();
    requests.push(`${request.method} ${request.url}`);
    if (switches.outage === 'ill') return send(response, { status: 503, body: { error: 'temporarily_unavailable' } });
    route({ origin, keys, endpoint }, request).then(
      (answer) => send(response, answer),
      () => response.destroy(),
    );
  });
  return {
    origin,
    clientId,
    clientSecret,
    accounts,
    switches,
    requests,
    grants: endpoint.grants,
    issue: (account, request) => mint.issue(account, request),
    readGraphToken: (token) => mint.verify(token, GRAPH_AUDIENCE),
    rotateKeys: (withdraw = false) => keys.rotate(withdraw),
    revokeRefreshTokens: () => endpoint.revokeRefreshTokens(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
