import { useRef } from 'react';
import type { Refusal, RefusedField } from './refusals.ts';

/**
 * What is left of the refusals found when the step was to be left: one goes as soon as its cause is mended, none comes while
 * somebody is typing. One that only the server knew of stands until its field is `touched`.
 */
export function standingRefusals(
  found: readonly Refusal[],
  now: readonly Refusal[],
  touched: (field: RefusedField) => boolean,
): readonly Refusal[] {
  return found.flatMap((refusal) => {
    const still = now.find(({ field, reason }) => field === refusal.field && reason === refusal.reason);
    if (still) return [still];
    return touched(refusal.field) ? [] : [refusal];
  });
}

/** The value as it was when `found` was found. */
export function useValueWhenFound<T>(found: readonly Refusal[], value: T): T {
  const kept = useRef({ found, value });
  if (kept.current.found !== found) kept.current = { found, value };
  return kept.current.value;
}
