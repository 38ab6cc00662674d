import { createHmac, randomBytes, randomInt } from 'node:crypto';

const CODES = 1_000_000;

/** Six decimal digits, uniformly random, leading zeros kept. */
export const newOneTimeCode = (): string => randomInt(CODES).toString().padStart(6, '0');

/** 32 characters that are not taken for one another: no I, O, 0 or 1. */
const READABLE = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const READABLE_LENGTH = 8;

/** Characters to read in one place and type in another, uniformly random: 5 bits each, 40 when left out. */
export const newReadableCode = (length = READABLE_LENGTH): string =>
  Array.from(randomBytes(length), (byte) => READABLE.charAt(byte % READABLE.length)).join('');

/**
 * What is stored of a one-time code: HMAC-SHA-256 keyed with `salt`. A million codes are tried in a second by whoever knows
 * the salt: derive it from something that is not in the same row (a session token, an index key). Compare with equalBytes.
 */
export const hashCode = (code: string, salt: Uint8Array): Buffer =>
  createHmac('sha256', salt).update(`sefos/one-time-code/v1\0${code}`, 'utf8').digest();
