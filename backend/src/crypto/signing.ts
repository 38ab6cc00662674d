import { createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { KEY_BYTES } from './format.ts';
import { newKey } from './keys.ts';

/** DER before the 32 raw bytes of an Ed25519 key (RFC 8410 §4 and §7). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const privateKeyOf = (seed: Uint8Array) => {
  if (seed.length !== KEY_BYTES) throw new TypeError('An Ed25519 seed has 32 bytes');
  return createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
};

/** A new Ed25519 key pair: `seed` (32 bytes) is the secret, `publicKey` (32 bytes) is public. */
export const newSigningKey = (): { readonly seed: Buffer; readonly publicKey: Buffer } => {
  const seed = newKey();
  return { seed, publicKey: signingPublicKey(seed) };
};

/** The public key (32 bytes) of a seed. */
export const signingPublicKey = (seed: Uint8Array): Buffer =>
  Buffer.from(
    createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length),
  );

/** Signs with Ed25519 (RFC 8032 §5.1): 64 bytes. */
export const signBytes = (seed: Uint8Array, bytes: Uint8Array): Buffer => nodeSign(null, bytes, privateKeyOf(seed));

/** True when `signature` is the key's over `bytes`; false for anything malformed. */
export const verifyBytes = (publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean => {
  if (publicKey.length !== KEY_BYTES) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicKey]), format: 'der', type: 'spki' });
    return nodeVerify(null, bytes, key, signature);
  } catch {
    return false;
  }
};
