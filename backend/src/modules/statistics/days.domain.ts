const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

const SWEDISH = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Swedish time, `2026-03-02`; days sort as their texts do. */
export const dayOf = (at: number): string => SWEDISH.format(at);

/** The first millisecond of a Swedish day: one or two hours before that of UTC, as the time of year is. */
export const startOfDay = (day: string): number => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const summer = midnight - 2 * HOUR_MILLISECONDS;
  return dayOf(summer) === day ? summer : midnight - HOUR_MILLISECONDS;
};

/** The day after, by the calendar. */
export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MILLISECONDS).toISOString().slice(0, 10);

/** How many days from one to another, both counted; NaN for what is no day. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLISECONDS + 1;

/** True for a day of the calendar. */
export const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
};
