import { createHmac } from 'node:crypto';
import { COMMITMENT_BYTES, KEY_BYTES, SUITE_ID } from './format.ts';

const suite = Buffer.from([SUITE_ID >> 8, SUITE_ID & 0xff]);
/** One output block each, so HKDF-Expand is a single HMAC over info || 0x01 (RFC 5869 §2.3). */
const KEY_INFO = Buffer.concat([suite, Buffer.from('DERIVEKEY'), Buffer.from([1])]);
const COMMITMENT_INFO = Buffer.from('COMMITKEY\x01', 'latin1');

/** What one message's frames and header are sealed with, and the value that commits to the data key. */
export interface MessageKeys {
  /** 32 bytes; AES-256-GCM key of header tag and frames. Secret. */
  readonly contentKey: Buffer;
  /** 32 bytes; public, stored in the header. */
  readonly commitment: Buffer;
}

/**
 * HKDF-SHA-512 with the message id as salt; one extract serves both outputs (ESDK specification, framework/algorithm-suites
 * "Algorithm suites commit key settings").
 */
export function deriveMessageKeys(dataKey: Uint8Array, messageId: Uint8Array): MessageKeys {
  const extracted = createHmac('sha512', messageId).update(dataKey).digest();
  const keyBlock = createHmac('sha512', extracted).update(KEY_INFO).digest();
  const commitmentBlock = createHmac('sha512', extracted).update(COMMITMENT_INFO).digest();
  extracted.fill(0);
  return {
    contentKey: keyBlock.subarray(0, KEY_BYTES),
    commitment: commitmentBlock.subarray(0, COMMITMENT_BYTES),
  };
}
