import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bounded, type Counted, copiesIn, MOST_PIECES, tally, withoutCopy } from './covered.domain.ts';

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

it('keeps no more pieces than it may, and counts no byte less often than it was handed over', () => {
  const timesAt = (sum: readonly Counted[], at: number): number =>
    sum.find(([start, end]) => start <= at && at < end)?.[2] ?? 0;
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), fc.integer({ min: 2, max: 6 }), (spans, most) => {
      let kept: readonly Counted[] = [];
      for (const added of spans) {
        kept = bounded(tally([...kept, added]), most);
        expect(kept.length).toBeLessThanOrEqual(most);
      }
      const exact = tally(spans);
      for (let at = 0; at < SIZE; at++) expect(timesAt(kept, at)).toBeGreaterThanOrEqual(timesAt(exact, at));
      expect(tally(kept)).toEqual(kept);
      if (exact.length <= most) return;
      expect(copiesIn(bounded(exact, most), SIZE)).toBeGreaterThanOrEqual(copiesIn(exact, SIZE));
    }),
  );
});

it('closes the smallest gap first, and leaves what has few pieces as it is', () => {
  const sum: Counted[] = [
    [0, 10, 1],
    [12, 20, 1],
    [21, 30, 1],
  ];
  expect(bounded(sum, 3)).toEqual(sum);
  expect(bounded(sum, 2)).toEqual([
    [0, 10, 1],
    [12, 30, 1],
  ]);
});

it('stays small, however many single bytes are asked for', () => {
  let sum: readonly Counted[] = [];
  for (let at = 0; at < 4_000; at += 2) sum = bounded(tally([...sum, [at, at + 1, 1]]));
  expect(sum.length).toBeLessThanOrEqual(MOST_PIECES);
  expect(JSON.stringify(sum).length).toBeLessThan(10_000);
  expect(copiesIn(sum, 4_000)).toBe(0);
});
