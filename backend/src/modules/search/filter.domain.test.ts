import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holds, makeFilter, mayHold } from './filter.domain.ts';

const token = fc.integer({ min: 0, max: 0xffffffff });
const tokens = fc.uniqueArray(token, { minLength: 1, maxLength: 200 });
const listOf = (numbers: readonly number[]) => {
  const list = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.toSorted((a, b) => a - b).entries()) list.writeUInt32BE(number, index * 4);
  return list;
};

describe('a filter', () => {
  it('misses none of its tokens', () => {
    fc.assert(
      fc.property(tokens, (numbers) => {
        const filter = makeFilter(numbers);
        expect(numbers.filter((number) => !mayHold(filter, number))).toEqual([]);
      }),
    );
  });

  it('lets about one in a thousand others through', () => {
    const own = Array.from({ length: 2_000 }, (_, index) => Math.imul(index + 1, 2_654_435_761) >>> 0);
    const filter = makeFilter(own);
    const others = Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 100_001, 2_246_822_519) >>> 0);
    expect(others.filter((number) => mayHold(filter, number)).length).toBeLessThan(60);
  });
});

describe('a list of tokens', () => {
  it('holds exactly its own', () => {
    fc.assert(
      fc.property(tokens, token, (numbers, other) => {
        const list = listOf(numbers);
        expect(numbers.every((number) => holds(list, number))).toBe(true);
        expect(holds(list, other)).toBe(numbers.includes(other));
      }),
    );
  });
});
