import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cover, coversAll, type Span } from './covered.domain.ts';

const SIZE = 40;
const span = fc.tuple(fc.nat(SIZE), fc.nat(SIZE)).map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);

it('covers a file when, and only when, each of its bytes was handed over, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
      const bytes = new Set<number>();
      let covered: Span[] = [];
      for (const [start, end] of spans) {
        for (let at = start; at < end; at++) bytes.add(at);
        covered = cover(covered, [start, end]);
      }
      expect(coversAll(covered, SIZE)).toBe(bytes.size === SIZE);
      expect(covered.reduce((sum, [start, end]) => sum + end - start, 0)).toBe(bytes.size);
    }),
  );
});
