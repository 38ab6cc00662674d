import { unwrapKey, wrapKey } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { Kms } from '../../ports/kms.port.ts';
import { createKeyFile, type MasterKey, readKeyFile } from './key-file.ts';

export interface KeyFileKmsOptions {
  /** Absolute path; its folder must be there. */
  readonly file: string;
  readonly clock: Clock;
  /** Makes the file with a new key when it is absent. Without it an absent file is an error: a lost key is a lost archive. */
  readonly create?: boolean;
}

const VERSION = 0x01;

/**
 * Wraps with the newest master key of a key file and unwraps with any of them. The keys are in memory from here on; the
 * file is not read again.
 *
 * A wrapped key is: version (1 byte, 0x01), length of the master key's id (1 byte), the id (ASCII), then what
 * `crypto/wrap-key.ts` makes with it: version, nonce (12), ciphertext (32), tag (16), with the context as additional
 * data. The id needs no authentication of its own: another one names another key, under which nothing opens.
 * @throws {Error} when the file is absent, open to others or unreadable: a sentence that says what to do
 */
export const makeKeyFileKms = async ({ file, clock, create = false }: KeyFileKmsOptions): Promise<Kms> => {
  const keys = await loadKeys(file, clock, create);
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const newest = keys.at(-1);
  if (newest === undefined) throw new Error(`The key file ${file} holds no key: restore it from its copy`);
  const prefix = Buffer.concat([Buffer.from([VERSION, newest.id.length]), Buffer.from(newest.id, 'ascii')]);
  return {
    wrap: async (key, context) => Buffer.concat([prefix, wrapKey(newest.key, key, context)]),
    unwrap: async (wrapped, context) => {
      const { id, inner } = split(wrapped);
      const masterKey = byId.get(id);
      if (masterKey === undefined) throw new DomainError('key-unwrap-failed');
      return unwrapKey(masterKey, inner, context);
    },
  };
};

/** Which master key wrapped it: tells a rotation what is still to be wrapped anew. @throws {DomainError} key-unwrap-failed */
export const masterKeyIdOf = (wrapped: Uint8Array): string => split(wrapped).id;

const split = (wrapped: Uint8Array): { readonly id: string; readonly inner: Uint8Array } => {
  const idLength = wrapped[1] ?? 0;
  if (wrapped[0] !== VERSION || wrapped.byteLength < 2 + idLength) throw new DomainError('key-unwrap-failed');
  const id = Buffer.from(wrapped.subarray(2, 2 + idLength)).toString('latin1');
  return { id, inner: wrapped.subarray(2 + idLength) };
};

const loadKeys = async (file: string, clock: Clock, create: boolean): Promise<MasterKey[]> => {
  try {
    return await readKeyFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (!create)
      throw new Error(`There is no key file at ${file}: set KMS_URL to where it is, or restore it from its copy`);
  }
  await createKeyFile(file, clock);
  return readKeyFile(file);
};
