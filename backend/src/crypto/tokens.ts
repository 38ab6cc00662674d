import { createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { KEY_BYTES } from './format.ts';

const RETURN_TOKEN_BYTES = 20;

/** HKDF-SHA-512 of the message key, no salt, 32 bytes as base64url (43 characters); the label keeps the purposes apart. */
const derived = (messageKey: Uint8Array, label: string, id: string): string => {
  const info = Buffer.from(`${label}\0${id}`, 'utf8');
  return Buffer.from(hkdfSync('sha512', createSecretKey(messageKey), new Uint8Array(0), info, KEY_BYTES)).toString(
    'base64url',
  );
};

/**
 * The secret in a recipient's link: HKDF-SHA-512 of the message key, 32 bytes as base64url (43 characters). Derived, not
 * stored: when the message key is gone, so is the way to make the link again.
 */
export const deriveLinkToken = (messageKey: Uint8Array, recipientId: string): string =>
  derived(messageKey, 'sefos/link-token/v1', recipientId);

/** The secret in the one link of a mail to everybody; derived like a recipient's, under a label of its own. */
export const deriveSharedLinkToken = (messageKey: Uint8Array, messageId: string): string =>
  derived(messageKey, 'sefos/shared-link-token/v1', messageId);

/** A new random token of 256 bits as base64url (43 characters): sessions, API keys, invitations. */
export const newToken = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** What is stored of a token: the SHA-256 of its characters. No salt is needed at 160 random bits and more. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token, 'utf8').digest();

/** A new random token of 160 bits for a mail's return address: 40 hexadecimal digits, because mail systems may change the case. */
export const newReturnToken = (): string => randomBytes(RETURN_TOKEN_BYTES).toString('hex');
