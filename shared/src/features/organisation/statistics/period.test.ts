import { describe, expect, it } from '@jest/globals';
import { firstPeriod, isPeriod, lastMonth, wholeCourse } from './period.ts';

describe('a period', () => {
  it('is first the last thirty days in Swedish time', () => {
    expect(firstPeriod(Date.parse('2026-03-30T22:30:00Z'))).toEqual({ from: '2026-03-02', to: '2026-03-31' });
  });

  it('is the last month that is over, where it is another in Swedish time, too', () => {
    expect(lastMonth(Date.parse('2026-03-15T12:00:00Z'))).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(lastMonth(Date.parse('2026-12-31T22:59:59Z'))).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(lastMonth(Date.parse('2026-12-31T23:00:00Z'))).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it('ends after it begins, and lasts ten years at most', () => {
    expect(isPeriod({ from: '2026-03-01', to: '2026-03-01' })).toBe(true);
    expect(isPeriod({ from: '2026-03-02', to: '2026-03-01' })).toBe(false);
    expect(isPeriod({ from: '', to: '2026-03-01' })).toBe(false);
    expect(isPeriod({ from: '2010-01-01', to: '2026-01-01' })).toBe(false);
  });

  it('has every day or month on its line, those without a message too', () => {
    const points = [{ at: '2026-03-30', sent: 1, received: 2 }];
    expect(wholeCourse({ step: 'day', points }, { from: '2026-03-29', to: '2026-03-31' })).toEqual([
      { at: '2026-03-29', sent: 0, received: 0 },
      { at: '2026-03-30', sent: 1, received: 2 },
      { at: '2026-03-31', sent: 0, received: 0 },
    ]);
    const months = wholeCourse({ step: 'month', points: [] }, { from: '2025-12-31', to: '2026-02-01' });
    expect(months.map(({ at }) => at)).toEqual(['2025-12', '2026-01', '2026-02']);
  });
});
