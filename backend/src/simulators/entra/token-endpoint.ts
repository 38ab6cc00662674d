import { randomBytes, randomUUID } from 'node:crypto';
import type { EntraAccount } from './people.ts';
import { TOKEN_LIFETIME_SECONDS, type TokenMint } from './tokens.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const OIDC_SCOPES: ReadonlySet<string> = new Set(['openid', 'profile', 'offline_access', 'email']);

export interface EndpointAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What goes wrong in the simulated tenants, as tests set it. */
export interface EntraSwitches {
  /** `consent`: nobody has consented to Graph. `interaction`: conditional access wants the person (AADSTS50076). */
  refusal: 'none' | 'consent' | 'interaction';
  /** `refuse`: no connection. `ill`: 503. */
  outage: 'none' | 'refuse' | 'ill';
}

export interface TokenEndpointOptions {
  readonly mint: TokenMint;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly switches: EntraSwitches;
  readonly findAccount: (tenantId: string, objectId: string) => EntraAccount | null;
  readonly hasTenant: (tenantId: string) => boolean;
}

/** An error as Entra words it: `error`, `suberror`, AADSTS number and correlation ids. */
const refusal = (error: string, number: number, text: string, further: Readonly<Record<string, unknown>> = {}) => ({
  status: error === 'invalid_client' ? 401 : 400,
  body: {
    error,
    error_description: `AADSTS${number}: ${text}`,
    error_codes: [number],
    timestamp: '2026-01-01 00:00:00Z',
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...further,
  },
});

const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default';

/** `POST /<tid>/oauth2/v2.0/token`: on-behalf-of (jwt-bearer), refresh_token and client_credentials, for one confidential client. */
export class TokenEndpoint {
  readonly #options: TokenEndpointOptions;
  readonly #refreshTokens = new Map<string, EntraAccount>();
  /** Grants that were answered with tokens, newest last. */
  readonly grants: string[] = [];

  constructor(options: TokenEndpointOptions) {
    this.#options = options;
  }

  /** As when an administrator revokes sessions: refresh tokens given so far are worth nothing. */
  revokeRefreshTokens(): void {
    this.#refreshTokens.clear();
  }

  async answer(tenantId: string, form: URLSearchParams): Promise<EndpointAnswer> {
    const { clientId, clientSecret, switches } = this.#options;
    if (form.get('client_id') !== clientId) return refusal('unauthorized_client', 700016, 'Application not found.');
    if (form.get('client_secret') !== clientSecret)
      return refusal('invalid_client', 7000215, 'Invalid client secret provided.');
    if (form.get('grant_type') === 'client_credentials') return this.#application(tenantId, form);
    const account = await this.#accountOf(tenantId, form);
    if ('status' in account) return account;
    if (switches.refusal === 'consent')
      return refusal('invalid_grant', 65001, 'The user or administrator has not consented.', {
        suberror: 'consent_required',
      });
    if (switches.refusal === 'interaction')
      return refusal('interaction_required', 50076, 'You must use multi-factor authentication.', {
        suberror: 'basic_action',
        claims: '{"access_token":{"capolids":{"essential":true}}}',
      });
    this.grants.push(form.get('grant_type') ?? '');
    return { status: 200, body: await this.#tokens(account, form) };
  }

  /** The application itself (RFC 6749 §4.4): in tenants that know it, for what it was granted there. */
  async #application(tenantId: string, form: URLSearchParams): Promise<EndpointAnswer> {
    const { mint, switches, hasTenant } = this.#options;
    if (form.get('scope') !== GRAPH_DEFAULT)
      return refusal('invalid_scope', 1002012, 'The provided value for scope is not valid: use /.default.');
    if (switches.refusal === 'consent' || !hasTenant(tenantId))
      return refusal('unauthorized_client', 700016, 'Application not found in the directory.');
    this.grants.push('client_credentials');
    const access_token = await mint.applicationToken(tenantId);
    const lifetime = { expires_in: TOKEN_LIFETIME_SECONDS, ext_expires_in: TOKEN_LIFETIME_SECONDS };
    return { status: 200, body: { token_type: 'Bearer', ...lifetime, access_token } };
  }

  async #accountOf(tenantId: string, form: URLSearchParams): Promise<EntraAccount | EndpointAnswer> {
    const expired = refusal('invalid_grant', 70008, 'The provided grant has expired or been revoked.');
    const grant = form.get('grant_type');
    if (grant === 'refresh_token') return this.#refreshTokens.get(form.get('refresh_token') ?? '') ?? expired;
    if (grant !== JWT_BEARER || form.get('requested_token_use') !== 'on_behalf_of')
      return refusal('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const claims = await this.#options.mint.verify(form.get('assertion') ?? '', this.#options.clientId);
    if (claims?.tid !== tenantId) return refusal('invalid_grant', 50013, 'Assertion failed signature validation.');
    return this.#options.findAccount(tenantId, String(claims.oid)) ?? expired;
  }

  async #tokens(account: EntraAccount, form: URLSearchParams) {
    const { mint } = this.#options;
    const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    const resource = asked.filter((scope) => !OIDC_SCOPES.has(scope));
    const names = resource.map((scope) => scope.split('/').at(-1) ?? scope);
    const clientInfo = { uid: account.objectId, utid: account.tenantId };
    return {
      token_type: 'Bearer',
      // With their resource, as Entra echoes them: msal-node finds its cached tokens by these.
      scope: [...(asked.includes('openid') ? ['openid', 'profile'] : []), ...resource].join(' '),
      expires_in: TOKEN_LIFETIME_SECONDS,
      ext_expires_in: TOKEN_LIFETIME_SECONDS,
      access_token: await mint.graphToken(account, names),
      ...(asked.includes('offline_access') ? { refresh_token: this.#refreshToken(account) } : {}),
      ...(asked.includes('openid') ? { id_token: await mint.idToken(account) } : {}),
      ...(form.get('client_info') === '1'
        ? { client_info: Buffer.from(JSON.stringify(clientInfo)).toString('base64url') }
        : {}),
    };
  }

  #refreshToken(account: EntraAccount): string {
    const token = `1.${randomBytes(48).toString('base64url')}`;
    this.#refreshTokens.set(token, account);
    return token;
  }
}
