import type { Draft } from '../compose/draft.ts';
import { externalRefusals, type Refusal } from '../compose/refusals.ts';

/** What keeps a recipient without an account from being sent to. */
export function refusalsOf(draft: Draft, address: string): readonly Refusal[] {
  const external = draft.external[address];
  return external && draft.level
    ? externalRefusals(external, draft.level)
    : [{ field: 'method', reason: 'method' } satisfies Refusal];
}
