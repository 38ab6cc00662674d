import { createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { KEY_BYTES } from './format.ts';

/**
 * The secret in a recipient's link: HKDF-SHA-512 of the message key, 32 bytes as base64url (43 characters). Derived, not
 * stored: when the message key is gone, so is the way to make the link again.
 */
export function deriveLinkToken(messageKey: Uint8Array, recipientId: string): string {
  const info = Buffer.from(`sefos/link-token/v1\0${recipientId}`, 'utf8');
  return Buffer.from(hkdfSync('sha512', createSecretKey(messageKey), new Uint8Array(0), info, KEY_BYTES)).toString(
    'base64url',
  );
}

/** A new random token of 256 bits as base64url (43 characters): sessions, API keys, invitations. */
export const newToken = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** What is stored of a token: the SHA-256 of its characters. No salt is needed at 256 random bits. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();
