import { createHmac, createSecretKey } from 'node:crypto';

const DOMAIN = 'sefos/blind-index/v1\0';

/**
 * A 32-byte exact-match index of a secret value: HMAC-SHA-256 under the organisation's index key over
 * `sefos/blind-index/v1` NUL, the purpose's length in bytes (2, big-endian), purpose, value. The same value has unrelated
 * indexes for different purposes and organisations. Normalise the value first (E.164, twelve digits, lower case).
 */
export function blindIndex(indexKey: Uint8Array, purpose: string, value: string): Buffer {
  const purposeBytes = Buffer.from(purpose, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(purposeBytes.length);
  return createHmac('sha256', createSecretKey(indexKey))
    .update(DOMAIN)
    .update(length)
    .update(purposeBytes)
    .update(value, 'utf8')
    .digest();
}
