import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counted, copiesIn, tally, withoutCopy } from './covered.domain.ts';

const SIZE = 40;
const span = fc.tuple(fc.nat(SIZE), fc.nat(SIZE)).map(([a, b]): Counted => [Math.min(a, b), Math.max(a, b), 1]);

it('counts as many copies of a file as each of its bytes was handed over, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const times = new Array<number>(SIZE).fill(0);
      let sum: Counted[] = [];
      for (const added of spans) {
        for (let at = added[0]; at < added[1]; at++) times[at] = (times[at] ?? 0) + 1;
        sum = tally([...sum, added]);
      }
      expect(copiesIn(sum, SIZE)).toBe(Math.min(...times));
      expect(sum.reduce((all, [start, end, count]) => all + (end - start) * count, 0)).toBe(
        times.reduce((all, count) => all + count, 0),
      );
    }),
  );
});

it('takes one copy away and leaves what was handed over beyond it', () => {
  const sum = tally([
    [0, SIZE, 1],
    [5, 10, 1],
  ]);
  expect(copiesIn(sum, SIZE)).toBe(1);
  expect(withoutCopy(sum)).toEqual([[5, 10, 1]]);
});
