import { randomUUID } from 'node:crypto';

let lastMs = 0;
let sequence = 0;

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of `nowMs`, a 12-bit counter that keeps ids of one process in order within a
 * millisecond, 62 random bits. Public: an id opens nothing.
 */
export const newId = (nowMs: number): string => {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    // More than 4,096 ids in a millisecond: borrow from the next one rather than repeat an order.
    lastMs += 1;
    sequence = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  // Variant and random bits of a version 4: Node draws those in lots, where eight bytes alone cost a system call.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`;
};
