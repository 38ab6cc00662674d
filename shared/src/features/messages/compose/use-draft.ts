import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import type { TUS_VERSION, UPLOADS_PATH } from '../../../contract/uploads.ts';
import { useHost } from '../../../host/host-context.tsx';
import { messageKeys } from '../message-keys.ts';
import { draftEntry, hasUnsent, moveEntry } from './draft-registry.ts';
import type { SaveStatus } from './draft-saver.ts';
import { type DraftEntry, makeDraftEntry, type SavingParts } from './draft-store.ts';
import { makeLazyTransfer } from './lazy-transfer.ts';
import { makeUploads } from './uploads.ts';

/** What a composer was opened for. */
export interface DraftOrigin {
  /** A saved draft to go on with. */
  readonly draftId: string | undefined;
  /** The message that is answered. */
  readonly replyTo: string | undefined;
  readonly everybody: boolean;
  /** The message that is passed on. */
  readonly forwardOf: string | undefined;
}

const uploadsPath: typeof UPLOADS_PATH = '/uploads';
const tusVersion: typeof TUS_VERSION = '1.0.0';
/** Browsers take 64 KiB from a page that goes away; a character may be three bytes. */
const KEEPALIVE_CHARACTERS = 20_000;

/** How this person's drafts come to the server. */
function useSavingParts(): SavingParts {
  const api = useApi();
  const queryClient = useQueryClient();
  const { mailboxId } = useSession();
  return useMemo(
    () => ({
      put: async (draftId, revision, content, leaving) => {
        const body = { revision, ...content };
        const keepalive = leaving && JSON.stringify(body).length <= KEEPALIVE_CHARACTERS;
        // Through the cache of mutations: it is told when the session is over.
        const saved = await queryClient
          .getMutationCache()
          .build(queryClient, {
            networkMode: 'always',
            gcTime: 0,
            mutationFn: () => api.call(routes.saveDraft, { params: { id: mailboxId, draftId }, body, keepalive }),
          })
          .execute(undefined);
        const refetchType = revision === 0 ? 'active' : 'none';
        void queryClient.invalidateQueries({ queryKey: messageKeys.drafts(mailboxId), refetchType });
        return saved;
      },
      later: (run, milliseconds) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
      now: Date.now,
      newId: () => crypto.randomUUID(),
    }),
    [api, queryClient, mailboxId],
  );
}

/** The draft of this composer: the one in memory, else an empty one that saves itself. */
export function useDraft({ draftId, replyTo, everybody, forwardOf }: DraftOrigin): DraftEntry {
  const api = useApi();
  const { account, mailboxId } = useSession();
  const saving = useSavingParts();
  const original = replyTo ? `reply ${replyTo} ${everybody}` : forwardOf ? `forward ${forwardOf}` : undefined;
  const own = draftId ? `draft ${draftId}` : (original ?? 'new');
  return useMemo(() => {
    const keyOf = (id: string) => `${account.id} ${mailboxId} draft ${id}`;
    const begin = () => {
      // A saved draft knows its unfinished uploads; the browser's storage need not.
      const transfer = makeLazyTransfer(api, () => account.id, undefined);
      const end = (uploadId: string) =>
        void api
          .fetch(`${uploadsPath}/${uploadId}`, { method: 'DELETE', headers: { 'tus-resumable': tusVersion } })
          .catch(() => undefined);
      const uploads = makeUploads(transfer, Date.now, () => crypto.randomUUID(), end);
      const entry = makeDraftEntry(uploads, saving, draftId);
      // An answer is found under its original as well.
      let key = draftId ? keyOf(draftId) : original ? '' : `${account.id} ${mailboxId} new`;
      entry.saver?.subscribe(() => {
        if (!entry.saver || entry.saver.revision === 0 || key === keyOf(entry.saver.id)) return;
        moveEntry(entry, key, keyOf(entry.saver.id));
        key = keyOf(entry.saver.id);
      });
      return entry;
    };
    return draftEntry(`${account.id} ${mailboxId} ${own}`, begin);
  }, [own, draftId, original, api, account.id, mailboxId, saving]);
}

/** A draft that lives as long as the page and is saved nowhere: a few lines in a host's pane. The page asks before it is closed. */
export function useFleetingDraft(key: string): DraftEntry {
  const api = useApi();
  const { storage } = useHost();
  const { account } = useSession();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsent()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return useMemo(() => {
    const transfer = makeLazyTransfer(api, () => account.id, storage);
    const begin = () => makeDraftEntry(makeUploads(transfer, Date.now, () => crypto.randomUUID()));
    return draftEntry(`${account.id} ${key}`, begin);
  }, [key, api, account.id, storage]);
}

/** What is written now. */
export const useDraftValue = (entry: DraftEntry) => useSyncExternalStore(entry.subscribe, entry.get);

/** The files now. */
export const useUploadItems = (entry: DraftEntry) => useSyncExternalStore(entry.uploads.subscribe, entry.uploads.items);

const NEVER: SaveStatus = { state: 'blank', problem: undefined };
const unchanging = () => () => undefined;

/** How far saving has come. */
export const useSaveStatus = ({ saver }: DraftEntry): SaveStatus =>
  useSyncExternalStore(saver?.subscribe ?? unchanging, saver?.status ?? (() => NEVER));
