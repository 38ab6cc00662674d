import type { OrganisationStatistics, StatisticsPeriod } from '../../../contract/statistics.ts';

const DAY_MILLISECONDS = 86_400_000;
const MOST_DAYS = 3_660;
const SHOWN_FIRST = 30;

const SWEDISH = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);

/** The last thirty days in Swedish time. */
export function firstPeriod(now: number): StatisticsPeriod {
  const to = SWEDISH.format(now);
  return { from: later(to, 1 - SHOWN_FIRST), to };
}

/** The last month that is over in Swedish time: what is reported most. */
export function lastMonth(now: number): StatisticsPeriod {
  const to = later(`${SWEDISH.format(now).slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** True when the server can answer it. */
export function isPeriod({ from, to }: StatisticsPeriod): boolean {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MILLISECONDS + 1;
  return days >= 1 && days <= MOST_DAYS;
}

type Course = OrganisationStatistics['course'];

/** Every day or month of the period, those without a message too. */
export function wholeCourse({ step, points }: Course, { from, to }: StatisticsPeriod): Course['points'] {
  const length = step === 'day' ? 10 : 7;
  const known = new Map(points.map((point) => [point.at, point]));
  const steps = new Set<string>();
  for (let day = from; day <= to; day = later(day, 1)) steps.add(day.slice(0, length));
  return [...steps].map((at) => known.get(at) ?? { at, sent: 0, received: 0 });
}
