import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isReminderTime, isWorthReminding, remindedUntil, swedishDay } from './reminders.domain.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const instant = fc.date({ min: new Date('2025-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

describe('days of reminders', () => {
  it('are those of Sweden, in summer and winter', () => {
    expect(swedishDay(Date.parse('2026-03-28T22:59:59Z'))).toBe('2026-03-28');
    expect(swedishDay(Date.parse('2026-03-28T23:00:00Z'))).toBe('2026-03-29');
    expect(swedishDay(Date.parse('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
  });

  it('end at midnight in Sweden, so many days after today, also across the change of the clocks', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 60 }), (at, days) => {
        const until = remindedUntil(at.getTime(), days);
        const last = new Date(Date.parse(swedishDay(at.getTime())) + days * DAY).toISOString().slice(0, 10);
        expect(swedishDay(until - 1)).toBe(last);
        expect(swedishDay(until)).not.toBe(last);
      }),
    );
  });

  it('begin at eight and end at eight in the evening, in Swedish time', () => {
    const hours = [...Array(24).keys()].filter((hour) =>
      isReminderTime(Date.parse('2026-03-02T00:00:00Z') + (hour - 1) * HOUR),
    );
    expect(hours).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });
});

describe('a link that is shorter than twice the days before its end', () => {
  it('is not worth reminding of, one that is exactly that long is', () => {
    expect(isWorthReminding(0, 6 * DAY, 3)).toBe(true);
    expect(isWorthReminding(0, 6 * DAY - 1, 3)).toBe(false);
  });
});
