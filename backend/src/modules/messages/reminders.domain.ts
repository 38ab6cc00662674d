const DAY_MILLISECONDS = 86_400_000;
const HOUR_MILLISECONDS = 3_600_000;

/** Reminders go out in these hours of Swedish time: nobody is woken, and a day's come together. */
const FROM_HOUR = 8;
const TO_HOUR = 20;

const SWEDISH = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

const partsOf = (at: number): { readonly day: string; readonly hour: number } => {
  const parts = Object.fromEntries(SWEDISH.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) };
};

/** The day in Swedish time, `2026-03-02`; days sort as their texts do. */
export const swedishDay = (at: number): string => partsOf(at).day;

/** True in the hours in which people are reminded. */
export const isReminderTime = (at: number): boolean => {
  const { hour } = partsOf(at);
  return hour >= FROM_HOUR && hour < TO_HOUR;
};

/**
 * The first instant after the Swedish day that is `days` after today: links that end before it are reminded of today, all of
 * a day's in the same morning.
 */
export const remindedUntil = (now: number, days: number): number => {
  const midnight = Date.parse(`${swedishDay(now)}T00:00:00Z`) + (days + 1) * DAY_MILLISECONDS;
  // Sweden is one or two hours ahead of UTC.
  const summer = midnight - 2 * HOUR_MILLISECONDS;
  return partsOf(summer).hour === 0 ? summer : midnight - HOUR_MILLISECONDS;
};

/** Whether a link lasts long enough for a reminder `days` before its end: one that is shorter than twice that needs none. */
export const isWorthReminding = (deliveredAt: number, expiresAt: number, days: number): boolean =>
  expiresAt - deliveredAt >= 2 * days * DAY_MILLISECONDS;
