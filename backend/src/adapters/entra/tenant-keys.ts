import { importJWK, type JWK } from 'jose';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { boundedRequest } from './bounded-request.ts';

/** Entra's key sets have about 10 kB. */
const BOUNDS = { maxBytes: 262_144, timeoutMilliseconds: 10_000 };
/** Between two looks at one tenant's keys, whatever the tokens claim: made-up key ids must not make us a flood. */
export const KEYS_COOLDOWN_SECONDS = 30;
/** Older keys are fetched anew at their next use, so that withdrawn ones go. */
export const KEYS_FRESH_SECONDS = 3_600;
/** How long the last good keys serve while Entra does not answer. */
export const KEYS_USABLE_SECONDS = 86_400;
const MAX_KEYS = 50;

/** `issuer` is Microsoft's own addition. */
type PublishedKey = JWK & { readonly issuer?: unknown };
type Key = Awaited<ReturnType<typeof importJWK>>;

interface TenantEntry {
  keys: ReadonlyMap<string, Key> | null;
  fetchedAt: number;
  triedAt: number;
  /** A fetch under way; never rejects. */
  reloading: Promise<void> | null;
}

export interface TenantKeysOptions {
  readonly clock: Clock;
  /** Origin of the authority. */
  readonly authority: string;
}

const unavailable = () => new DomainError('identification-unavailable');

/** A key set of several tenants says whose tokens a key signs; `{tenantid}` stands for any. */
const isForTenant = (jwk: PublishedKey, tenantId: string, authority: string): boolean =>
  typeof jwk.issuer !== 'string' || jwk.issuer.replace('{tenantid}', tenantId) === `${authority}/${tenantId}/v2.0`;

const isRsaSigningKey = (jwk: JWK): boolean =>
  jwk.kty === 'RSA' &&
  typeof jwk.kid === 'string' &&
  (jwk.use === undefined || jwk.use === 'sig') &&
  (jwk.alg === undefined || jwk.alg === 'RS256');

/** Tenants' signing keys (JWKS), fetched when needed and kept. */
export class TenantKeys {
  readonly #options: TenantKeysOptions;
  readonly #tenants = new Map<string, TenantEntry>();

  constructor(options: TenantKeysOptions) {
    this.#options = options;
  }

  /**
   * The key of a tenant by its id; null = the tenant has no such key, as far as can be asked now.
   * @throws {DomainError} identification-unavailable (no keys can be had)
   */
  async find(tenantId: string, keyId: string): Promise<Key | null> {
    const entry = this.#entry(tenantId);
    if (!this.#usable(entry)) await this.#reload(tenantId, entry);
    else if (this.#isOlderThan(entry.fetchedAt, KEYS_FRESH_SECONDS)) await this.#reloadAfterCooldown(tenantId, entry);
    if (!this.#usable(entry)?.has(keyId)) await this.#reloadAfterCooldown(tenantId, entry);
    const keys = this.#usable(entry);
    const key = keys?.get(keyId);
    if (key) return key;
    // The newest look failed: the key may well be one that we have not seen yet.
    if (!keys || entry.triedAt > entry.fetchedAt) throw unavailable();
    return null;
  }

  #entry(tenantId: string): TenantEntry {
    const known = this.#tenants.get(tenantId);
    if (known) return known;
    const entry: TenantEntry = {
      keys: null,
      fetchedAt: Number.NEGATIVE_INFINITY,
      triedAt: Number.NEGATIVE_INFINITY,
      reloading: null,
    };
    this.#tenants.set(tenantId, entry);
    return entry;
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }

  #isOlderThan(at: number, seconds: number): boolean {
    return this.#now() - at >= seconds * 1000;
  }

  #usable(entry: TenantEntry): ReadonlyMap<string, Key> | null {
    return this.#isOlderThan(entry.fetchedAt, KEYS_USABLE_SECONDS) ? null : entry.keys;
  }

  async #reloadAfterCooldown(tenantId: string, entry: TenantEntry): Promise<void> {
    if (entry.reloading || this.#isOlderThan(entry.triedAt, KEYS_COOLDOWN_SECONDS)) await this.#reload(tenantId, entry);
  }

  /** One fetch at a time; keeps what it has when that fails. */
  #reload(tenantId: string, entry: TenantEntry): Promise<void> {
    if (entry.reloading) return entry.reloading;
    const startedAt = this.#now();
    entry.triedAt = startedAt;
    entry.reloading = this.#fetch(tenantId)
      .then((keys) => {
        entry.keys = keys;
        entry.fetchedAt = startedAt;
      })
      .catch(() => {})
      .finally(() => {
        entry.reloading = null;
      });
    return entry.reloading;
  }

  async #fetch(tenantId: string): Promise<ReadonlyMap<string, Key>> {
    const { authority } = this.#options;
    const { status, text } = await boundedRequest(`${authority}/${tenantId}/discovery/v2.0/keys`, {}, BOUNDS);
    const answer = status === 200 ? (JSON.parse(text) as { readonly keys?: unknown }) : null;
    if (!answer || !Array.isArray(answer.keys)) throw new Error('not a key set');
    const keys = new Map<string, Key>();
    for (const jwk of answer.keys.slice(0, MAX_KEYS) as PublishedKey[]) {
      if (!isRsaSigningKey(jwk) || !isForTenant(jwk, tenantId, authority)) continue;
      // One key that cannot be read does not make the others useless.
      const key = await importJWK({ kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' }, 'RS256').catch(() => null);
      if (key && jwk.kid) keys.set(jwk.kid, key);
    }
    if (keys.size === 0) throw new Error('no signing keys');
    return keys;
  }
}
