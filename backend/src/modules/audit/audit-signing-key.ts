import { newSigningKey, signBytes, wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { insert } from '../../platform/database/statements.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { AuditSigningKeyEntity, type AuditSigningKeyRow } from './audit.entity.ts';

interface Wrapped {
  readonly ownerId: string;
  readonly epoch: number;
  readonly wrapped: Uint8Array;
}

/** What wraps the signing key: the organisations module's KeyRing, handed in because the log imports no module. */
export interface AuditKeyWrapper {
  wrap(ownerId: string, key: Uint8Array, context: Readonly<Record<string, string>>): Promise<Wrapped>;
  unwrap(key: Wrapped, context: Readonly<Record<string, string>>): Promise<Buffer>;
}

const ID = 'checkpoints';
const CONTEXT = { purpose: 'audit-signing-key' };

const read = (database: Database) =>
  database.get<AuditSigningKeyRow>('select * from audit_signing_key where id = ?', ID);

/** The public key (32 bytes, Ed25519) that checkpoints are signed with, or null before the first one is made. */
export const auditPublicKey = async (database: Database): Promise<Buffer | null> => {
  const row = await read(database);
  return row ? Buffer.from(row.public_key) : null;
};

/** The installation's signing key: made at first use, once for all processes. */
export class AuditSigningKey {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #keys: AuditKeyWrapper;
  readonly #keyOwnerId: string;
  #seed: Promise<Buffer> | undefined;

  constructor(database: Database, clock: Clock, keys: AuditKeyWrapper, keyOwnerId: string) {
    this.#database = database;
    this.#clock = clock;
    this.#keys = keys;
    this.#keyOwnerId = keyOwnerId;
  }

  /** Signs with the key, 64 bytes. @throws {DomainError} key-unwrap-failed */
  async sign(bytes: Uint8Array): Promise<Buffer> {
    this.#seed ??= this.#load();
    this.#seed.catch(() => {
      this.#seed = undefined;
    });
    return signBytes(await this.#seed, bytes);
  }

  async #load(): Promise<Buffer> {
    const row = (await read(this.#database)) ?? (await this.#make());
    return this.#keys.unwrap({ ownerId: this.#keyOwnerId, epoch: row.key_epoch, wrapped: row.wrapped_seed }, CONTEXT);
  }

  async #make(): Promise<AuditSigningKeyRow> {
    const { seed, publicKey } = newSigningKey();
    const { epoch, wrapped } = await this.#keys.wrap(this.#keyOwnerId, seed, CONTEXT);
    wipe(seed);
    const created_at = this.#clock.now().getTime();
    // Two processes may start at once: the first row stands.
    await this.#database.commit([
      insert(
        AuditSigningKeyEntity,
        { id: ID, public_key: publicKey, wrapped_seed: Buffer.from(wrapped), key_epoch: epoch, created_at },
        'nothing',
      ),
    ]);
    const row = await read(this.#database);
    if (!row) throw new Error('the signing key of the log is gone');
    return row;
  }
}
