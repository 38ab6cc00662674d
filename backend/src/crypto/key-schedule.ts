import { createSecretKey, hash, type KeyObject } from 'node:crypto';
import { COMMITMENT_BYTES, KEY_BYTES, SUITE_ID } from './format.ts';

const BLOCK_BYTES = 128;
const DIGEST_BYTES = 64;
const MAX_MESSAGE_BYTES = 64;
const suite = Buffer.from([SUITE_ID >> 8, SUITE_ID & 0xff]);
/** One output block each, so HKDF-Expand is a single HMAC over info || 0x01 (RFC 5869 §2.3). */
const KEY_INFO = Buffer.concat([suite, Buffer.from('DERIVEKEY\x01', 'latin1')]);
const COMMITMENT_INFO = Buffer.from('COMMITKEY\x01', 'latin1');

/** What one message's frames and header are sealed with, and the value that commits to the data key. */
export interface MessageKeys {
  /** AES-256-GCM key of header tag and frames. Secret. */
  readonly contentKey: KeyObject;
  /** 32 bytes; public, stored in the header. */
  readonly commitment: Buffer;
}

/** Scratch memory, zero between calls; everything here is synchronous. */
const inner = Buffer.alloc(BLOCK_BYTES + MAX_MESSAGE_BYTES);
const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);

/**
 * HMAC-SHA-512 (RFC 2104) of at most 64 bytes under a key of at most 128. Built on one-shot hashes: twice as fast as Node's
 * Hmac objects at this size, and a message needs three.
 * @throws {TypeError} on longer input
 */
export function hmacSha512(key: Uint8Array, message: Uint8Array): Buffer {
  if (key.length > BLOCK_BYTES || message.length > MAX_MESSAGE_BYTES) throw new TypeError('Too long for the scratch');
  inner.set(key);
  outer.set(key);
  for (let i = 0; i < BLOCK_BYTES; i++) {
    inner[i] = (inner[i] ?? 0) ^ 0x36;
    outer[i] = (outer[i] ?? 0) ^ 0x5c;
  }
  inner.set(message, BLOCK_BYTES);
  outer.set(hash('sha512', inner.subarray(0, BLOCK_BYTES + message.length), 'buffer'), BLOCK_BYTES);
  const digest = hash('sha512', outer, 'buffer');
  inner.fill(0);
  outer.fill(0);
  return digest;
}

/**
 * HKDF-SHA-512 with the message id as salt; one extract serves both outputs (ESDK specification, framework/algorithm-suites
 * "Algorithm suites commit key settings").
 */
export function deriveMessageKeys(dataKey: Uint8Array, messageId: Uint8Array): MessageKeys {
  const extracted = hmacSha512(messageId, dataKey);
  const keyBlock = hmacSha512(extracted, KEY_INFO);
  const contentKey = createSecretKey(keyBlock.subarray(0, KEY_BYTES));
  const commitment = hmacSha512(extracted, COMMITMENT_INFO).subarray(0, COMMITMENT_BYTES);
  extracted.fill(0);
  keyBlock.fill(0);
  return { contentKey, commitment };
}
