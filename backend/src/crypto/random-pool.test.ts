import { describe, expect, it } from '@jest/globals';
import { fillRandom } from './random-pool.ts';

describe('pooled random bytes', () => {
  it('never come twice and are never left zero, across refills', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const bytes = Buffer.alloc(17);
      fillRandom(bytes);
      seen.add(bytes.toString('hex'));
    }
    expect(seen.size).toBe(2000);
    expect(seen.has('00'.repeat(17))).toBe(false);
  });

  it('fill every byte of the target, up to the whole pool', () => {
    const ored = Buffer.alloc(4096);
    for (let i = 0; i < 16; i++) {
      const bytes = Buffer.alloc(4096);
      fillRandom(bytes);
      for (const [at, byte] of bytes.entries()) ored[at] = (ored[at] ?? 0) | byte;
    }
    expect(ored.includes(0)).toBe(false);
    expect(() => fillRandom(Buffer.alloc(4097))).toThrow(TypeError);
  });
});
