import type { StatisticsPeriod } from '@sefos/shared/contract/statistics.ts';
import { DomainError } from '../../platform/errors.ts';
import { daysBetween, isDay } from './days.domain.ts';

/** Ten years. */
const MOST_DAYS = 3_660;

/** @throws {DomainError} invalid-request — no days, the wrong way round, or too many */
export const requirePeriod = ({ from, to }: StatisticsPeriod): void => {
  const days = isDay(from) && isDay(to) ? daysBetween(from, to) : Number.NaN;
  if (!(days >= 1 && days <= MOST_DAYS)) throw new DomainError('invalid-request');
};
