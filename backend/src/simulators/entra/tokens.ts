import { randomBytes, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../../ports/clock.port.ts';
import { type EntraAccount, strangerBeside } from './people.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What can be wrong with a token that the simulated Entra is asked for. */
export const TOKEN_PROBLEMS = [
  'expired',
  'wrong-audience',
  'other-tenant',
  'no-scope',
  'unknown-key',
  'unknown-person',
] as const;
export type TokenProblem = (typeof TOKEN_PROBLEMS)[number];

export interface TokenRequest {
  /** The application that asks; the product's own when not given. */
  readonly clientId?: string | undefined;
  readonly amr?: readonly string[] | undefined;
  readonly acrs?: readonly string[] | undefined;
  readonly problem?: TokenProblem | undefined;
}

export interface IssuedTokens {
  readonly account: EntraAccount;
  readonly accessToken: string;
  readonly idToken: string;
  readonly expiresInSeconds: number;
}

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const TOKEN_LIFETIME_SECONDS = 3_900;
/** A tenant that no organisation has. */
export const OTHER_TENANT_ID = '0000dead-0000-4000-8000-000000000000';
const OTHER_AUDIENCE = '0000cafe-0000-4000-8000-000000000000';

export interface TokenMintOptions {
  readonly clock: Clock;
  readonly keys: SigningKeys;
  readonly clientId: string;
  /** Issuer of a tenant. */
  readonly issuer: (tenantId: string) => string;
}

/** Makes and checks the tokens of the simulated Entra: for the product's API (v2.0) and for Graph. */
export class TokenMint {
  readonly #options: TokenMintOptions;

  constructor(options: TokenMintOptions) {
    this.#options = options;
  }

  /** What nested app authentication gives the host's frame for the product's API. */
  async issue(account: EntraAccount, request: TokenRequest = {}): Promise<IssuedTokens> {
    const { keys, clientId } = this.#options;
    const { problem, amr = ['pwd', 'mfa'], acrs } = request;
    const person = this.#subject(account, problem);
    const shared = this.#claims(person, problem === 'expired');
    const access = {
      ...shared,
      aud: problem === 'wrong-audience' ? OTHER_AUDIENCE : clientId,
      azp: request.clientId ?? clientId,
      azpacr: '0',
      amr: [...amr],
      ...(acrs ? { acrs: [...acrs] } : {}),
      ...(problem === 'no-scope' ? {} : { scp: 'access_as_user' }),
    };
    const unknownKey = problem === 'unknown-key';
    return {
      account: person,
      accessToken: await keys.sign(access, unknownKey),
      idToken: await this.idToken(person, request.clientId),
      expiresInSeconds: TOKEN_LIFETIME_SECONDS,
    };
  }

  idToken(account: EntraAccount, clientId = this.#options.clientId): Promise<string> {
    return this.#options.keys.sign({ ...this.#claims(account, false), aud: clientId });
  }

  /** A Graph token; to its holder it is opaque. */
  graphToken(account: EntraAccount, scopes: readonly string[]): Promise<string> {
    const claims = { ...this.#claims(account, false), aud: GRAPH_AUDIENCE, appid: this.#options.clientId };
    return this.#options.keys.sign({ ...claims, ver: '1.0', scp: scopes.join(' '), idtyp: 'user' });
  }

  /** A Graph token of the application itself in a tenant; it says no more than what was granted to it there: nothing. */
  applicationToken(tenantId: string): Promise<string> {
    const { keys, clientId } = this.#options;
    const oid = `app-${tenantId}`;
    return keys.sign({
      ...this.#claimsIn(tenantId, false),
      ...{ aud: GRAPH_AUDIENCE, appid: clientId, ver: '1.0', idtyp: 'app', oid, sub: oid },
    });
  }

  /** Claims of a token of our own for an audience, or null. */
  async verify(token: string, audience: string): Promise<JWTPayload | null> {
    try {
      const jwk = this.#options.keys.find(decodeProtectedHeader(token).kid);
      const issuer = this.#options.issuer(String(decodeJwt(token).tid));
      if (!jwk) return null;
      const checks = { audience, issuer, currentDate: this.#options.clock.now(), algorithms: ['RS256'] };
      return (await jwtVerify(token, await importJWK(jwk, 'RS256'), checks)).payload;
    } catch {
      return null;
    }
  }

  #subject(account: EntraAccount, problem: TokenProblem | undefined): EntraAccount {
    if (problem === 'unknown-person') return strangerBeside(account);
    return problem === 'other-tenant' ? { ...account, tenantId: OTHER_TENANT_ID } : account;
  }

  #claims(account: EntraAccount, isExpired: boolean): JWTPayload {
    return {
      ...this.#claimsIn(account.tenantId, isExpired),
      oid: account.objectId,
      // Pairwise in Entra: another one for every application.
      sub: `sub-${account.objectId}`,
      preferred_username: account.email,
      name: account.displayName,
      ver: '2.0',
    };
  }

  #claimsIn(tenantId: string, isExpired: boolean): JWTPayload {
    const nowSeconds = Math.floor(this.#options.clock.now().getTime() / 1000);
    const issuedAt = isExpired ? nowSeconds - 2 * TOKEN_LIFETIME_SECONDS : nowSeconds;
    return {
      iss: this.#options.issuer(tenantId),
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + TOKEN_LIFETIME_SECONDS,
      tid: tenantId,
      uti: randomBytes(16).toString('base64url'),
      rh: randomUUID(),
    };
  }
}
