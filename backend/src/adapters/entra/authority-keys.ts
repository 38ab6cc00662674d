import { importJWK, type JWK } from 'jose';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { boundedRequest } from './bounded-request.ts';

/** Entra's key sets have about 10 kB. */
const BOUNDS = { maxBytes: 262_144, timeoutMilliseconds: 10_000 };
/** Between two looks at the keys, whatever the tokens claim: made-up key ids must not make us a flood. */
export const KEYS_COOLDOWN_SECONDS = 30;
/** Older keys are fetched anew at their next use, so that withdrawn ones go. */
export const KEYS_FRESH_SECONDS = 3_600;
/** How long the last good keys serve while Entra does not answer. */
export const KEYS_USABLE_SECONDS = 86_400;
const MAX_KEYS = 50;

/** `issuer` is Microsoft's own addition. */
type PublishedKey = JWK & { readonly issuer?: unknown };

interface SigningKey {
  readonly keyId: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
  /** Whose tokens it signs; `{tenantid}` stands for any tenant. Null = any. */
  readonly issuer: string | null;
}
type KeySet = readonly SigningKey[];

export interface AuthorityKeysOptions {
  readonly clock: Clock;
  /** Origin of the authority. */
  readonly authority: string;
}

const unavailable = () => new DomainError('identification-unavailable');

const isRsaSigningKey = (jwk: JWK): boolean =>
  jwk.kty === 'RSA' &&
  typeof jwk.kid === 'string' &&
  (jwk.use === undefined || jwk.use === 'sig') &&
  (jwk.alg === undefined || jwk.alg === 'RS256');

/**
 * Signing keys of all tenants of an authority (its tenant-independent JWKS), fetched when needed and kept. The address is the same
 * for every token: who makes one up chooses no address, and learns nothing of whether a tenant is known here.
 */
export class AuthorityKeys {
  readonly #options: AuthorityKeysOptions;
  #keys: KeySet | null = null;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  /** A fetch under way; never rejects. */
  #reloading: Promise<void> | null = null;

  constructor(options: AuthorityKeysOptions) {
    this.#options = options;
  }

  /**
   * The key of an id that signs a tenant's tokens; null = there is no such key, as far as can be asked now.
   * @throws {DomainError} identification-unavailable (no keys can be had)
   */
  async find(tenantId: string, keyId: string): Promise<SigningKey['key'] | null> {
    if (!this.#usable()) await this.#reload();
    else if (this.#isOlderThan(this.#fetchedAt, KEYS_FRESH_SECONDS)) await this.#reloadAfterCooldown();
    if (this.#named(keyId).length === 0) await this.#reloadAfterCooldown();
    const named = this.#named(keyId);
    if (named.length > 0) return named.find((one) => this.#isForTenant(one, tenantId))?.key ?? null;
    // The newest look failed: the key may well be one that we have not seen yet.
    if (!this.#usable() || this.#triedAt > this.#fetchedAt) throw unavailable();
    return null;
  }

  #isForTenant({ issuer }: SigningKey, tenantId: string): boolean {
    return issuer === null || issuer.replace('{tenantid}', tenantId) === `${this.#options.authority}/${tenantId}/v2.0`;
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }

  #isOlderThan(at: number, seconds: number): boolean {
    return this.#now() - at >= seconds * 1000;
  }

  #usable(): KeySet | null {
    return this.#isOlderThan(this.#fetchedAt, KEYS_USABLE_SECONDS) ? null : this.#keys;
  }

  #named(keyId: string): KeySet {
    return this.#usable()?.filter((one) => one.keyId === keyId) ?? [];
  }

  async #reloadAfterCooldown(): Promise<void> {
    if (this.#reloading || this.#isOlderThan(this.#triedAt, KEYS_COOLDOWN_SECONDS)) await this.#reload();
  }

  /** One fetch at a time; keeps what it has when that fails. */
  #reload(): Promise<void> {
    if (this.#reloading) return this.#reloading;
    const startedAt = this.#now();
    this.#triedAt = startedAt;
    this.#reloading = this.#fetch()
      .then((keys) => {
        this.#keys = keys;
        this.#fetchedAt = startedAt;
      })
      .catch(() => {})
      .finally(() => {
        this.#reloading = null;
      });
    return this.#reloading;
  }

  async #fetch(): Promise<KeySet> {
    const { status, text } = await boundedRequest(`${this.#options.authority}/common/discovery/v2.0/keys`, {}, BOUNDS);
    const answer = status === 200 ? (JSON.parse(text) as { readonly keys?: unknown }) : null;
    if (!answer || !Array.isArray(answer.keys)) throw new Error('not a key set');
    const keys: SigningKey[] = [];
    for (const jwk of answer.keys.slice(0, MAX_KEYS) as PublishedKey[]) {
      if (!isRsaSigningKey(jwk)) continue;
      // One key that cannot be read does not make the others useless.
      const key = await importJWK({ kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' }, 'RS256').catch(() => null);
      if (!key || !jwk.kid) continue;
      keys.push({ keyId: jwk.kid, key, issuer: typeof jwk.issuer === 'string' ? jwk.issuer : null });
    }
    if (keys.length === 0) throw new Error('no signing keys');
    return keys;
  }
}
