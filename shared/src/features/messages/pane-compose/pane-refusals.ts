import { type Draft, externalChips } from '../compose/draft.ts';
import { externalRefusals, type Refusal } from '../compose/refusals.ts';

/** What keeps a recipient without an account from being sent to. */
export function refusalsOf(draft: Draft, address: string): readonly Refusal[] {
  const external = draft.external[address];
  return external && draft.level
    ? externalRefusals(external, draft.level)
    : [{ field: 'method', reason: 'method' } satisfies Refusal];
}

/** A recipient without an account whose part must be mended, and why. */
export interface Refused {
  readonly address: string;
  readonly refusals: readonly Refusal[];
}

/** Everybody whose part must be mended, in the order that they stand. */
export const refusedIn = (draft: Draft): readonly Refused[] =>
  externalChips(draft)
    .map(({ address }) => ({ address, refusals: refusalsOf(draft, address) }))
    .filter(({ refusals }) => refusals.length > 0);
