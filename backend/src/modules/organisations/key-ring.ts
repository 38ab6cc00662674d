import { canonicalContext, newKey, unwrapKey, wipe, wrapKey } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { Kms } from '../../ports/kms.port.ts';
import { KeyEncryptionKeyEntity, type KeyEncryptionKeyRow } from './organisation.entity.ts';

/** Owner of the key that seals what belongs to no organisation: orders under way before anybody is known, log checkpoints. */
export const INSTALLATION = 'installation';

/** How long another process may go on wrapping under the epoch before: a rotation waits for it. */
export const EPOCH_CACHE_MILLISECONDS = 30_000;

/** A key wrapped by a KEK, and which one. */
export interface WrappedKey {
  readonly ownerId: string;
  readonly epoch: number;
  readonly wrapped: Uint8Array;
}

/**
 * Key-encryption keys: one per owner (organisation or installation) and epoch, wrapped by the KMS, unwrapped in memory only.
 * A wrapped key is bound to its purpose and id by the context given.
 */
export class KeyRing {
  readonly #database: Database;
  readonly #kms: Kms;
  readonly #clock: Clock;
  readonly #keys = new Map<string, Promise<Buffer>>();
  readonly #currentEpoch = new Map<string, { readonly epoch: number; readonly readAt: number }>();

  constructor(database: Database, kms: Kms, clock: Clock) {
    this.#database = database;
    this.#kms = kms;
    this.#clock = clock;
  }

  /** Makes the owner's first KEK if it has none. */
  async ensure(ownerId: string): Promise<void> {
    const existing = await this.#database.get<KeyEncryptionKeyRow>(
      'select * from key_encryption_key where owner_id = ? limit 1',
      ownerId,
    );
    if (existing) return;
    const wrapped = await this.#kms.wrap(newKey(), kekContext(ownerId, 1));
    // Two processes may start at once: the first row stands.
    await this.#database.commit([
      insert(
        KeyEncryptionKeyEntity,
        { owner_id: ownerId, epoch: 1, wrapped, created_at: this.#clock.now().getTime() },
        'nothing',
      ),
    ]);
  }

  /** Opens the owner's newest KEK: tells at start whether the KMS fits the database. @throws {DomainError} key-unwrap-failed */
  async verify(ownerId: string): Promise<void> {
    await this.#kek(ownerId, await this.#epochOf(ownerId));
  }

  /** Adds a new epoch: what is wrapped from now on uses it, what was wrapped before stays readable. */
  async rotate(ownerId: string): Promise<number> {
    const epoch = (await this.#epochOf(ownerId, true)) + 1;
    const wrapped = await this.#kms.wrap(newKey(), kekContext(ownerId, epoch));
    await this.#database.commit([
      guard(
        insert(
          KeyEncryptionKeyEntity,
          { owner_id: ownerId, epoch, wrapped, created_at: this.#clock.now().getTime() },
          'nothing',
        ),
        () => new Error('another rotation came first'),
      ),
    ]);
    this.#currentEpoch.set(ownerId, { epoch, readAt: this.#clock.now().getTime() });
    return epoch;
  }

  /** Wraps a 32-byte key under the owner's newest KEK; `context` names what it is for, e.g. `{message, holder}`. */
  async wrap(ownerId: string, key: Uint8Array, context: Readonly<Record<string, string>>): Promise<WrappedKey> {
    const epoch = await this.#epochOf(ownerId);
    return { ownerId, epoch, wrapped: wrapKey(await this.#kek(ownerId, epoch), key, canonicalContext(context)) };
  }

  /** @throws {DomainError} key-unwrap-failed */
  async unwrap(key: WrappedKey, context: Readonly<Record<string, string>>): Promise<Buffer> {
    return unwrapKey(await this.#kek(key.ownerId, key.epoch), key.wrapped, canonicalContext(context));
  }

  /** Lets this process forget an owner's KEKs, for one that is gone. */
  forget(ownerId: string): void {
    this.#currentEpoch.delete(ownerId);
    for (const name of this.#keys.keys()) {
      if (!name.startsWith(`${ownerId}/`)) continue;
      this.#keys.get(name)?.then(wipe, () => undefined);
      this.#keys.delete(name);
    }
  }

  async #epochOf(ownerId: string, fresh = false): Promise<number> {
    const now = this.#clock.now().getTime();
    const known = this.#currentEpoch.get(ownerId);
    if (known && !fresh && now - known.readAt < EPOCH_CACHE_MILLISECONDS) return known.epoch;
    const row = await this.#database.get<{ epoch: number | null }>(
      'select max(epoch) as epoch from key_encryption_key where owner_id = ?',
      ownerId,
    );
    if (!row?.epoch) throw new DomainError('key-unwrap-failed');
    this.#currentEpoch.set(ownerId, { epoch: row.epoch, readAt: now });
    return row.epoch;
  }

  #kek(ownerId: string, epoch: number): Promise<Buffer> {
    const name = `${ownerId}/${epoch}`;
    const known = this.#keys.get(name);
    if (known) return known;
    const key = this.#load(ownerId, epoch);
    this.#keys.set(name, key);
    key.catch(() => this.#keys.delete(name));
    return key;
  }

  async #load(ownerId: string, epoch: number): Promise<Buffer> {
    const row = await this.#database.get<KeyEncryptionKeyRow>(
      'select * from key_encryption_key where owner_id = ? and epoch = ?',
      ownerId,
      epoch,
    );
    if (!row) throw new DomainError('key-unwrap-failed');
    return this.#kms.unwrap(row.wrapped, kekContext(ownerId, epoch));
  }
}

const kekContext = (ownerId: string, epoch: number): string =>
  canonicalContext({ purpose: 'kek', owner: ownerId, epoch: String(epoch) });
