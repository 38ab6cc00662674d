import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { useSession } from '../../../api/session.tsx';
import { useHost } from '../../../host/host-context.tsx';
import { type DraftEntry, draftEntry, hasUnsent } from './draft-store.ts';
import { makeLazyTransfer } from './lazy-transfer.ts';
import { makeUploads } from './uploads.ts';

/** The draft of this composer; the browser asks before a page with unsent work is closed. */
export function useDraft(key: string): DraftEntry {
  const api = useApi();
  const host = useHost();
  const { account } = useSession();
  const entry = useMemo(
    () =>
      draftEntry(`${account.id} ${key}`, () =>
        makeUploads(
          makeLazyTransfer(api, () => account.id, host.storage),
          Date.now,
          () => crypto.randomUUID(),
        ),
      ),
    [key, api, account.id, host.storage],
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsent()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return entry;
}

/** What is written now. */
export const useDraftValue = (entry: DraftEntry) => useSyncExternalStore(entry.subscribe, entry.get);

/** The files now. */
export const useUploadItems = (entry: DraftEntry) => useSyncExternalStore(entry.uploads.subscribe, entry.uploads.items);
