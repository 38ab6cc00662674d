import { useCallback, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { ApiClient } from '../../../api/client.ts';
import { routes } from '../../../api/routes.ts';
import { LIMITS } from '../../../domain/limits.ts';
import { type Chip, chipsOf, updateChips } from './draft.ts';
import type { DraftEntry } from './draft-store.ts';

/** Where addresses lead, by what was asked. @throws {ProblemError} */
export async function askWhere(api: ApiClient, addresses: readonly string[]): Promise<Map<string, Chip>> {
  const answers =
    addresses.length > 0 ? await api.call(routes.resolveRecipients, { body: { addresses: [...addresses] } }) : [];
  return new Map(
    answers.map(({ input, address, name, ...known }) => [
      input,
      { ...known, address: address ?? input, name: name ?? '' },
    ]),
  );
}

/** Asks the server where the draft's unknown addresses lead, all at once; resolves when that is known or failed. */
export function useResolve(entry: DraftEntry): () => Promise<void> {
  const api = useApi();
  const running = useRef<Promise<void>>(undefined);
  return useCallback(async () => {
    await running.current;
    const addresses = chipsOf(entry.get())
      .filter((chip) => chip.kind === 'checking' || chip.kind === 'unknown')
      .map((chip) => chip.address);
    if (addresses.length === 0) return;
    const mark = (known: ReadonlyMap<string, Chip>) => entry.update((draft) => updateChips(draft, known));
    const ask = async () => {
      try {
        // More than can be sent to are asked about too: what is too much is said of known recipients.
        for (let from = 0; from < addresses.length; from += LIMITS.recipientsPerMessage) {
          const some = addresses.slice(from, from + LIMITS.recipientsPerMessage);
          mark(await askWhere(api, some));
        }
      } catch {
        mark(
          new Map(
            addresses.map((address) => [address, { address, name: '', kind: 'unknown', organisation: null } as Chip]),
          ),
        );
      }
    };
    running.current = ask();
    await running.current;
  }, [api, entry]);
}
