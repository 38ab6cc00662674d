import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '../../../api/api-context.tsx';
import { type ClientProblemType, isProblem, problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useWithStepUp } from '../../../api/step-up.ts';
import { messageKeys } from '../message-keys.ts';
import { paths } from '../paths.ts';
import { dropEntry, isUploading } from './draft-registry.ts';
import type { DraftEntry } from './draft-store.ts';
import { fromDraftContent } from './draft-wire.ts';
import { useSaveStatus } from './use-draft.ts';

/** What was written in a session of this level is read in such a one only. */
const HIGHEST_LEVEL = 3;

/** Reads the saved draft into the entry, in place of what is there. */
function useRead(entry: DraftEntry) {
  const api = useApi();
  const withStepUp = useWithStepUp();
  const { mailboxId } = useSession();
  return useCallback(
    async (draftId: string) => {
      const params = { id: mailboxId, draftId };
      const content = await withStepUp(HIGHEST_LEVEL, () => api.call(routes.getDraft, { params }));
      entry.update(() => fromDraftContent(content));
      entry.uploads.restore(content.uploads);
      entry.prepared = true;
      entry.saver?.adopt(content.revision);
    },
    [api, withStepUp, mailboxId, entry],
  );
}

/** A draft that was opened by its id is read, unless this page has it with something the server has not. */
export function useLoadedDraft(entry: DraftEntry, draftId: string | undefined) {
  const read = useRead(entry);
  const [opened] = useState(draftId);
  const [ready, setReady] = useState(draftId === undefined || entry.saver?.unsaved() === true || isUploading(entry));
  const [problem, setProblem] = useState<ClientProblemType>();
  const load = useCallback(() => {
    if (opened === undefined) return;
    setProblem(undefined);
    read(opened).then(
      () => setReady(true),
      (error: unknown) => setProblem(problemType(error)),
    );
  }, [opened, read]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads once.
  useEffect(() => {
    if (!ready) load();
  }, []);
  return { ready, problem, retry: load };
}

/** The address of a draft that has been saved tells which it is: a reload comes back to it. */
export function useDraftAddress(entry: DraftEntry, draftId: string | undefined): void {
  const navigate = useNavigate();
  // Tells when the saver has a revision.
  useSaveStatus(entry);
  const id = entry.saver && entry.saver.revision > 0 ? entry.saver.id : undefined;
  useEffect(() => {
    if (id !== undefined && id !== draftId) void navigate(paths.draft(id), { replace: true });
  }, [id, draftId, navigate]);
}

/** What a person does with a draft besides writing it. */
export function useDraftActions(entry: DraftEntry) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { mailboxId } = useSession();
  const read = useRead(entry);
  /** Removes it here and on the server. @throws {ProblemError} */
  const discard = useCallback(async () => {
    const { saver } = entry;
    await saver?.hold();
    try {
      if (saver?.known()) await api.call(routes.deleteDraft, { params: { id: mailboxId, draftId: saver.id } });
    } catch (error) {
      // Somebody was faster.
      if (!isProblem(error, 'not-found')) {
        saver?.release();
        throw error;
      }
    }
    const isKept = saver?.known() ?? false;
    dropEntry(entry);
    // The server has removed the files of a saved draft.
    if (isKept) entry.uploads.leave();
    entry.clear();
    void queryClient.invalidateQueries({ queryKey: messageKeys.drafts(mailboxId) });
  }, [api, entry, mailboxId, queryClient]);
  /** What was saved elsewhere takes the place of what is written here. @throws {ProblemError} */
  const showOther = useCallback(async () => {
    if (entry.saver) await read(entry.saver.id);
  }, [entry, read]);
  /** Lets go of what is written here: it is kept elsewhere. */
  const forget = useCallback(() => {
    void entry.saver?.hold();
    dropEntry(entry);
    entry.uploads.leave();
    entry.clear();
  }, [entry]);
  return { discard, showOther, forget };
}

/** Leaving the composer saves at once; a draft that was emptied goes away. */
export function useLeaving(entry: DraftEntry, discard: () => Promise<void>): void {
  useEffect(() => {
    entry.shown = true;
    return () => {
      entry.shown = false;
      const { saver } = entry;
      if (!saver || saver.held) return;
      if (saver.emptied()) return void discard().catch(() => undefined);
      void saver.flush().then((whole) => {
        // Kept in memory only while it holds something that the server has not.
        if (whole && !entry.shown && !isUploading(entry)) dropEntry(entry);
      });
    };
  }, [entry, discard]);
}
