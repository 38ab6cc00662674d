import { describe, expect, it } from '@jest/globals';
import { licenceEnd, seatState } from './licence.ts';

const DAY = 86_400_000;

describe('a licence', () => {
  it('is near its limit from nine tenths on, full at it and beyond it, and never without one', () => {
    expect([8, 9, 10, 11].map((used) => seatState(used, 10))).toEqual(['free', 'near', 'full', 'full']);
    expect([899, 900, 999, 1_000].map((used) => seatState(used, 1_000))).toEqual(['free', 'near', 'near', 'full']);
    expect(seatState(0, 0)).toBe('full');
    expect(seatState(1_000_000, null)).toBe('free');
  });

  it('ends at its instant, and is about to for the 60 days before', () => {
    const ends = 100 * DAY;
    expect([40 * DAY - 1, 40 * DAY, ends - 1, ends].map((now) => licenceEnd(ends, now))).toEqual([
      ...['open', 'soon', 'soon', 'ended'],
    ]);
    expect(licenceEnd(null, ends)).toBe('open');
  });
});
