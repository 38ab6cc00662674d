import { randomFillSync } from 'node:crypto';
import { keyUnwrapFailed } from './errors.ts';
import { KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './format.ts';
import { gcmCipher, gcmDecipher } from './gcm.ts';

const VERSION = 0x01;
const KEY_AT = 1 + NONCE_BYTES;
const TAG_AT = KEY_AT + KEY_BYTES;
/** Length in bytes of every wrapped key: version (1), nonce (12), wrapped key (32), tag (16). */
export const WRAPPED_KEY_BYTES = TAG_AT + TAG_BYTES;

/** The additional data: domain, NUL, then the context in UTF-8. */
const aadOf = (context: string): Buffer => Buffer.from(`sefos/key-wrap/v1\0${context}`, 'utf8');

/** One string for a set of named ids, the same whatever their order: `k=v` sorted by key, percent-encoded, joined by `&`. */
export const canonicalContext = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');

/**
 * Wraps a 32-byte key into 61 bytes with AES-256-GCM and a random nonce.
 * @param context authenticated, not stored; must be given again to unwrap (see canonicalContext)
 */
export function wrapKey(keyEncryptionKey: Uint8Array, key: Uint8Array, context: string): Buffer {
  if (key.length !== KEY_BYTES) throw new TypeError('A key has 32 bytes');
  const out = Buffer.alloc(WRAPPED_KEY_BYTES);
  out.writeUInt8(VERSION);
  randomFillSync(out, 1, NONCE_BYTES);
  const cipher = gcmCipher(keyEncryptionKey, out.subarray(1, KEY_AT), aadOf(context));
  out.set(cipher.update(key), KEY_AT);
  cipher.final();
  out.set(cipher.getAuthTag(), TAG_AT);
  return out;
}

/** Opens what wrapKey made. @throws {DomainError} key-unwrap-failed — altered bytes, wrong key or wrong context */
export function unwrapKey(keyEncryptionKey: Uint8Array, wrapped: Uint8Array, context: string): Buffer {
  if (wrapped.length !== WRAPPED_KEY_BYTES || wrapped[0] !== VERSION) throw keyUnwrapFailed();
  try {
    const decipher = gcmDecipher(keyEncryptionKey, wrapped.subarray(1, KEY_AT), aadOf(context));
    decipher.setAuthTag(wrapped.subarray(TAG_AT));
    const key = decipher.update(wrapped.subarray(KEY_AT, TAG_AT));
    decipher.final();
    return key;
  } catch {
    throw keyUnwrapFailed();
  }
}
