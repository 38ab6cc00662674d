import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 4096;
/** Own memory, never Node's shared buffer pool. */
const pool = Buffer.allocUnsafeSlow(POOL_BYTES);
let used = POOL_BYTES;

/**
 * Fills `target` (at most 4,096 bytes) with random bytes of the operating system's generator, fetched in larger lots because
 * a call costs the same for 40 bytes as for 4,096. What is given out is zeroed in the pool at once, so it exists once.
 * @throws {TypeError} on a longer target
 */
export function fillRandom(target: Uint8Array): void {
  if (target.length > POOL_BYTES) throw new TypeError('Longer than the pool');
  if (used + target.length > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const end = used + target.length;
  target.set(pool.subarray(used, end));
  pool.fill(0, used, end);
  used = end;
}
