import { timingSafeEqual } from 'node:crypto';

/** Compares in time that depends on the lengths only; different lengths are unequal. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
