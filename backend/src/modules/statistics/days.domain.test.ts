import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, daysBetween, isDay, nextDay, startOfDay } from './days.domain.ts';

describe('a Swedish day', () => {
  it('begins one hour before that of UTC in winter and two in summer', () => {
    expect(new Date(startOfDay('2026-01-15')).toISOString()).toBe('2026-01-14T23:00:00.000Z');
    expect(new Date(startOfDay('2026-07-15')).toISOString()).toBe('2026-07-14T22:00:00.000Z');
  });

  it('has 23 hours when summer time begins and 25 when it ends', () => {
    const hours = (day: string) => (startOfDay(nextDay(day)) - startOfDay(day)) / 3_600_000;
    expect(hours('2026-03-28')).toBe(24);
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(dayOf(Date.parse('2026-03-29T21:59:59.999Z'))).toBe('2026-03-29');
    expect(dayOf(Date.parse('2026-03-29T22:00:00Z'))).toBe('2026-03-30');
    expect(dayOf(Date.parse('2026-10-25T22:59:59.999Z'))).toBe('2026-10-25');
  });

  it('holds every instant between its beginning and the next one’s', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2060-01-01') }), (at) => {
        const day = dayOf(at);
        expect(startOfDay(day)).toBeLessThanOrEqual(at);
        expect(startOfDay(nextDay(day))).toBeGreaterThan(at);
        expect(dayOf(startOfDay(day))).toBe(day);
      }),
    );
  });

  it('is one of the calendar', () => {
    expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-00-10'].some(isDay)).toBe(false);
    expect(daysBetween('2026-03-01', '2026-03-31')).toBe(31);
    expect(nextDay('2026-12-31')).toBe('2027-01-01');
  });
});
