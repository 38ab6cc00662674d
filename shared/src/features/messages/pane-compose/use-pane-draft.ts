import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { useSessionSoFar } from '../../../api/session.tsx';
import { LIMITS } from '../../../domain/limits.ts';
import { useHost } from '../../../host/host-context.tsx';
import { type Chip, chipsOf, type Draft } from '../compose/draft.ts';
import { type DraftEntry, makeDraftEntry } from '../compose/draft-store.ts';
import { makeLazyTransfer } from '../compose/lazy-transfer.ts';
import { EARLY_LEVEL } from '../compose/level-step.tsx';
import { makeUploads, type StartTransfer } from '../compose/uploads.ts';
import { useResolve } from '../compose/use-resolve.ts';
import { makePaneFiles } from './pane-files.ts';
import type { PaneItem } from './pane-item.ts';

/** The draft with the mail's recipients and subject; what is known of the recipients is kept. */
function following(draft: Draft, item: PaneItem): Draft {
  const known = new Map(chipsOf(draft).map((chip) => [chip.address, chip]));
  const keep = (chips: readonly Chip[]) => chips.map((chip) => known.get(chip.address) ?? chip);
  return { ...draft, to: keep(item.to), cc: keep(item.cc), bcc: keep(item.bcc), subject: item.mail.subject };
}

/**
 * The composer's draft behind the pane, and the files on their way; they live as long as the pane, from before the sign-in on. It
 * begins with what the form is drawn with first: the mail, where it has been read already, and a level.
 */
export function usePaneDraft(first: PaneItem | undefined, given?: StartTransfer) {
  const api = useApi();
  const { storage } = useHost();
  const accountId = useRef('');
  accountId.current = useSessionSoFar()?.account.id ?? '';
  const beginning = useRef(first);
  return useMemo(() => {
    const transfer = given ?? makeLazyTransfer(api, () => accountId.current, storage);
    const entry = makeDraftEntry(makeUploads(transfer, Date.now, () => crypto.randomUUID()));
    entry.update((draft) => {
      const begun = { ...draft, level: EARLY_LEVEL };
      return beginning.current ? following(begun, beginning.current) : begun;
    });
    return { entry, files: makePaneFiles(entry.uploads) };
  }, [given, api, storage]);
}

/** Takes the mail's recipients and subject over into the draft, and asks about those who are not known. */
export function useFollowItem(entry: DraftEntry, item: PaneItem | undefined): () => Promise<void> {
  const resolve = useResolve(entry);
  const followed = useRef(item);
  useEffect(() => {
    if (!item) return;
    // The draft began with the first.
    if (followed.current !== item) entry.update((draft) => following(draft, item));
    followed.current = item;
    // The server answers so many at once; more are refused anyway, with their number.
    if (chipsOf(entry.get()).length <= LIMITS.recipientsPerMessage) void resolve();
  }, [entry, item, resolve]);
  return resolve;
}
