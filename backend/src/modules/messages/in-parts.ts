import { isDomainError } from '../../platform/errors.ts';

/** How many people one job tells: they are told at once, and a job has a minute. */
const PART = 25;
const AGAIN_MILLISECONDS = 30_000;

/** A long list of account ids as payloads of jobs, which hold no lists. */
export const inParts = (accountIds: readonly string[]): string[] => {
  const parts = Math.ceil(accountIds.length / PART);
  return Array.from({ length: parts }, (_, index) => accountIds.slice(index * PART, (index + 1) * PART).join(','));
};

/** The account ids of one such payload. */
export const ofPart = (part: unknown): string[] => String(part).split(',').filter(Boolean);

/** What became of telling several people. */
export interface ToldAll<One, Result> {
  readonly done: readonly Result[];
  /** Who is to be told in another job, and when: those who were told are not told again with them. */
  readonly left: readonly One[];
  readonly waitMilliseconds: number;
}

/** Tells all of them at once. @throws the first failure, when nobody could be told */
export const tellAll = async <One, Result>(
  people: readonly One[],
  tell: (one: One) => Promise<Result>,
): Promise<ToldAll<One, Result>> => {
  const outcomes = await Promise.allSettled(people.map(tell));
  const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length > 0 && done.length === 0) throw failures[0];
  const asked = failures.map((error) => (isDomainError(error) ? Number(error.facts.retryAfterSeconds ?? 0) : 0));
  return {
    done,
    left: people.filter((_, index) => outcomes[index]?.status === 'rejected'),
    waitMilliseconds: Math.max(AGAIN_MILLISECONDS, ...asked.map((seconds) => seconds * 1_000)),
  };
};
