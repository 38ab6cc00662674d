import type { KeyObject } from 'node:crypto';
import { equalBytes } from './equal-bytes.ts';
import { contentUnreadable } from './errors.ts';
import * as format from './format.ts';
import { gcmCipher, gcmDecipher } from './gcm.ts';
import { deriveMessageKeys } from './key-schedule.ts';
import { fillRandom } from './random-pool.ts';

const { KEY_BYTES, MESSAGE_ID_BYTES, NONCE_BYTES, TAG_BYTES, COMMITMENT_BYTES } = format;

/** The header's own tag uses the all-zero nonce; frames count from 1, so it never repeats under the content key. */
const HEADER_NONCE = Buffer.alloc(NONCE_BYTES);
const NOTHING = Buffer.alloc(0);

/** What follows the context: one encrypted data key, all but its nonce, ciphertext and tag being constant. */
const EDK_PREFIX = (() => {
  const out = Buffer.alloc(2 + 2 + format.KEY_NAMESPACE.length + 2 + format.KEY_NAME.length + 4 + 4);
  let at = out.writeUInt16BE(1);
  at = out.writeUInt16BE(format.KEY_NAMESPACE.length, at);
  at += out.write(format.KEY_NAMESPACE, at, 'ascii');
  at = out.writeUInt16BE(format.KEY_NAME.length + 4 + 4 + NONCE_BYTES, at);
  at += out.write(format.KEY_NAME, at, 'ascii');
  at = out.writeUInt32BE(TAG_BYTES * 8, at);
  out.writeUInt32BE(NONCE_BYTES, at);
  return out;
})();
const WRAPPED_KEY_BYTES = KEY_BYTES + TAG_BYTES;
const CONTEXT_AT = 1 + 2 + MESSAGE_ID_BYTES + 2;
const FIXED_BYTES =
  CONTEXT_AT + EDK_PREFIX.length + NONCE_BYTES + 2 + WRAPPED_KEY_BYTES + 1 + 4 + COMMITMENT_BYTES + TAG_BYTES;

/** One message's secrets while it is being sealed or opened. */
export interface OpenedHeader {
  readonly contentKey: KeyObject;
  readonly messageId: Buffer;
  readonly frameBytes: number;
}

/** Length in bytes of a header, its tag included, for a serialised context. */
export const headerLength = (contextBytes: Uint8Array): number => FIXED_BYTES + contextBytes.length;

/** Byte offsets of the parts of a header that vary. */
const offsets = (contextBytes: Uint8Array) => {
  const edk = CONTEXT_AT + contextBytes.length;
  const nonce = edk + EDK_PREFIX.length;
  const wrapped = nonce + NONCE_BYTES + 2;
  const contentType = wrapped + WRAPPED_KEY_BYTES;
  const commitment = contentType + 1 + 4;
  return { edk, nonce, wrapped, contentType, commitment, tag: commitment + COMMITMENT_BYTES };
};

/** Writes everything that is the same in each message of this context and frame length. */
function writeFixed(out: Buffer, contextBytes: Uint8Array, frameBytes: number): void {
  const at = offsets(contextBytes);
  out.writeUInt8(format.FORMAT_VERSION);
  out.writeUInt16BE(format.SUITE_ID, 1);
  out.writeUInt16BE(contextBytes.length, CONTEXT_AT - 2);
  out.set(contextBytes, CONTEXT_AT);
  out.set(EDK_PREFIX, at.edk);
  out.writeUInt16BE(WRAPPED_KEY_BYTES, at.wrapped - 2);
  out.writeUInt8(format.CONTENT_TYPE_FRAMED, at.contentType);
  out.writeUInt32BE(frameBytes, at.contentType + 1);
}

/**
 * Starts a message: writes a header with a fresh message id and data key at the beginning of `out` (at least
 * `headerLength` bytes) and returns the secrets for its frames.
 * @param key 32-byte wrapping key (the message key)
 */
export function sealHeader(key: Uint8Array, contextBytes: Uint8Array, frameBytes: number, out: Buffer): OpenedHeader {
  const at = offsets(contextBytes);
  writeFixed(out, contextBytes, frameBytes);
  const messageId = out.subarray(3, 3 + MESSAGE_ID_BYTES);
  fillRandom(messageId);
  fillRandom(out.subarray(at.nonce, at.nonce + NONCE_BYTES));
  // Own memory, never the shared pool: it is zeroed below.
  const dataKey = Buffer.allocUnsafeSlow(KEY_BYTES);
  fillRandom(dataKey);
  const wrap = gcmCipher(key, out.subarray(at.nonce, at.nonce + NONCE_BYTES), contextBytes);
  out.set(wrap.update(dataKey), at.wrapped);
  wrap.final();
  out.set(wrap.getAuthTag(), at.wrapped + KEY_BYTES);
  const { contentKey, commitment } = deriveMessageKeys(dataKey, messageId);
  dataKey.fill(0);
  out.set(commitment, at.commitment);
  const seal = gcmCipher(contentKey, HEADER_NONCE, out.subarray(0, at.tag));
  seal.final();
  out.set(seal.getAuthTag(), at.tag);
  return { contentKey, messageId, frameBytes };
}

/** True when all that is constant in `header` is as we would write it: version, suite, context, provider, lengths. */
function fixedPartsMatch(header: Buffer, contextBytes: Uint8Array, frameBytes: number): boolean {
  const expected = Buffer.from(header);
  writeFixed(expected, contextBytes, frameBytes);
  return expected.equals(header);
}

/**
 * Verifies a header completely: exact context, encrypted data key, key commitment, header tag.
 * @param header exactly `headerLength` bytes
 * @throws {DomainError} content-unreadable
 */
export function openHeader(
  key: Uint8Array,
  contextBytes: Uint8Array,
  frameBytes: number,
  header: Buffer,
): OpenedHeader {
  const at = offsets(contextBytes);
  if (header.length !== headerLength(contextBytes)) throw contentUnreadable();
  if (!fixedPartsMatch(header, contextBytes, frameBytes)) throw contentUnreadable();
  const messageId = Buffer.from(header.subarray(3, 3 + MESSAGE_ID_BYTES));
  try {
    const unwrap = gcmDecipher(key, header.subarray(at.nonce, at.nonce + NONCE_BYTES), contextBytes);
    unwrap.setAuthTag(header.subarray(at.wrapped + KEY_BYTES, at.wrapped + WRAPPED_KEY_BYTES));
    const dataKey = unwrap.update(header.subarray(at.wrapped, at.wrapped + KEY_BYTES));
    unwrap.final();
    const { contentKey, commitment } = deriveMessageKeys(dataKey, messageId);
    dataKey.fill(0);
    if (!equalBytes(commitment, header.subarray(at.commitment, at.tag))) throw contentUnreadable();
    const check = gcmDecipher(contentKey, HEADER_NONCE, header.subarray(0, at.tag));
    check.setAuthTag(header.subarray(at.tag));
    check.update(NOTHING);
    check.final();
    return { contentKey, messageId, frameBytes };
  } catch {
    throw contentUnreadable();
  }
}
