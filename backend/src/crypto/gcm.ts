import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { CIPHER, TAG_BYTES } from './format.ts';

const options = { authTagLength: TAG_BYTES };

/** Keys go in as KeyObjects: Node 24 takes some 20 µs longer to accept raw bytes. OpenSSL zeroes its copy when freed. */
const keyObject = (key: Uint8Array | KeyObject): KeyObject => (key instanceof Uint8Array ? createSecretKey(key) : key);

/** An AES-256-GCM cipher with its additional data set. A nonce must never repeat under a key (RFC 5116 §3.1). */
export const gcmCipher = (key: Uint8Array | KeyObject, nonce: Uint8Array, aad: Uint8Array) =>
  createCipheriv(CIPHER, keyObject(key), nonce, options).setAAD(aad);

/** An AES-256-GCM decipher; its output is not authentic before `final()` has returned. */
export const gcmDecipher = (key: Uint8Array | KeyObject, nonce: Uint8Array, aad: Uint8Array) =>
  createDecipheriv(CIPHER, keyObject(key), nonce, options).setAAD(aad);
