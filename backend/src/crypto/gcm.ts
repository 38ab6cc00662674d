import { createCipheriv, createDecipheriv } from 'node:crypto';
import { CIPHER, TAG_BYTES } from './format.ts';

const options = { authTagLength: TAG_BYTES };

/** An AES-256-GCM cipher with its additional data set. A nonce must never repeat under a key (RFC 5116 §3.1). */
export const gcmCipher = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array) =>
  createCipheriv(CIPHER, key, nonce, options).setAAD(aad);

/** An AES-256-GCM decipher; its output is not authentic before `final()` has returned. */
export const gcmDecipher = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array) =>
  createDecipheriv(CIPHER, key, nonce, options).setAAD(aad);
