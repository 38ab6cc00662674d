/** The local date of an instant as a date field has it (YYYY-MM-DD). */
export function localDay(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first instant of a local day, some days after it; undefined when the text is no date. */
export function startOfDay(day: string, daysAfter = 0): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return undefined;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysAfter);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** The last moment of a period, whose local date is its last day. */
export const lastDayOf = (endsAt: string): Date => new Date(Date.parse(endsAt) - 1);

/** Two date fields as a period of whole days, also one that has begun or is over. */
export const wholeDays = (first: string, last: string) => periodOf(first, last, 0);

/** Two date fields as a period: from the first day's beginning, or now if that is past, to the last day's end. */
export function periodOf(first: string, last: string, now: number): { startsAt: string; endsAt: string } | undefined {
  const [from, until] = [startOfDay(first), startOfDay(last, 1)];
  if (!from || !until) return undefined;
  const startsAt = Math.max(from.getTime(), now);
  return until.getTime() > startsAt
    ? { startsAt: new Date(startsAt).toISOString(), endsAt: until.toISOString() }
    : undefined;
}
