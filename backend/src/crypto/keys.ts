import { randomFillSync } from 'node:crypto';
import { KEY_BYTES } from './format.ts';

/** A new random 32-byte key in memory of its own, so that `wipe` zeroes all there is of it. */
export const newKey = (): Buffer => randomFillSync(Buffer.allocUnsafeSlow(KEY_BYTES));

/** Zeroes a key that is no longer needed. Copies made elsewhere are not reached. */
export const wipe = (bytes: Uint8Array): void => {
  bytes.fill(0);
};
