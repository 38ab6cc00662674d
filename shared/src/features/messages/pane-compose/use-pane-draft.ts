import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { useSessionSoFar } from '../../../api/session.tsx';
import { LIMITS } from '../../../domain/limits.ts';
import { useHost } from '../../../host/host-context.tsx';
import { type Chip, chipsOf } from '../compose/draft.ts';
import { type DraftEntry, makeDraftEntry } from '../compose/draft-store.ts';
import { makeLazyTransfer } from '../compose/lazy-transfer.ts';
import { makeUploads, type StartTransfer } from '../compose/uploads.ts';
import { useResolve } from '../compose/use-resolve.ts';
import { makePaneFiles } from './pane-files.ts';
import type { PaneItem } from './pane-item.ts';

/** The composer's draft behind the pane, and the files on their way; they live as long as the pane, from before the sign-in on. */
export function usePaneDraft(given?: StartTransfer) {
  const api = useApi();
  const { storage } = useHost();
  const accountId = useRef('');
  accountId.current = useSessionSoFar()?.account.id ?? '';
  return useMemo(() => {
    const transfer = given ?? makeLazyTransfer(api, () => accountId.current, storage);
    const entry = makeDraftEntry(makeUploads(transfer, Date.now, () => crypto.randomUUID()));
    return { entry, files: makePaneFiles(entry.uploads) };
  }, [given, api, storage]);
}

/** Takes the mail's recipients and subject over into the draft, keeps what is known of them, and asks about the rest. */
export function useFollowItem(entry: DraftEntry, item: PaneItem | undefined): () => Promise<void> {
  const resolve = useResolve(entry);
  useEffect(() => {
    if (!item) return;
    entry.update((draft) => {
      const known = new Map(chipsOf(draft).map((chip) => [chip.address, chip]));
      const keep = (chips: readonly Chip[]) => chips.map((chip) => known.get(chip.address) ?? chip);
      const fields = { to: keep(item.to), cc: keep(item.cc), bcc: keep(item.bcc) };
      return { ...draft, ...fields, subject: item.mail.subject };
    });
    // The server answers so many at once; more are refused anyway, with their number.
    if (chipsOf(entry.get()).length <= LIMITS.recipientsPerMessage) void resolve();
  }, [entry, item, resolve]);
  return resolve;
}
