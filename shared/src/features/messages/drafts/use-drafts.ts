import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { isProblem, problemType } from '../../../api/problem-error.ts';
import { routes } from '../../../api/routes.ts';
import { useSession } from '../../../api/session.tsx';
import { useNotice } from '../../../components/notice.tsx';
import { useProblemText } from '../../../components/problem-text.ts';
import type { DraftPage } from '../../../contract/drafts.ts';
import { forgetDraft } from '../compose/draft-registry.ts';
import { messageKeys } from '../message-keys.ts';

const PAGE_ROWS = 50;

/** One's own drafts, the last saved first, page by page (keyset). */
export function useDrafts() {
  const api = useApi();
  const { mailboxId } = useSession();
  return useInfiniteQuery({
    queryKey: messageKeys.drafts(mailboxId),
    queryFn: ({ pageParam, signal }): Promise<DraftPage> =>
      api.call(routes.listDrafts, {
        params: { id: mailboxId },
        query: { limit: PAGE_ROWS, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** So long a removed draft can be had back; longer while the notice has the person's attention. */
const UNDO_MS = 10_000;

/**
 * Removing with a way back: the rows go at once, the server is told when the time is over, the screen is left or the page goes
 * away. `hold` stops the clock.
 */
export function useRemoveDrafts() {
  const api = useApi();
  const queryClient = useQueryClient();
  const notify = useNotice();
  const textOf = useProblemText();
  const { mailboxId } = useSession();
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [held, setHeld] = useState(false);
  const waiting = useRef<readonly string[]>([]);
  const queryKey = useMemo(() => messageKeys.drafts(mailboxId), [mailboxId]);

  const commit = useCallback(
    async (leaving = false) => {
      const ids = waiting.current;
      waiting.current = [];
      if (ids.length === 0) return;
      for (const id of ids) forgetDraft(id);
      const gone = await Promise.allSettled(
        ids.map((draftId) =>
          api.call(routes.deleteDraft, { params: { id: mailboxId, draftId }, ...(leaving ? { keepalive: true } : {}) }),
        ),
      );
      await queryClient.invalidateQueries({ queryKey });
      setRemoved((before) => before.filter((id) => !ids.includes(id)));
      const failed = gone.find((answer) => answer.status === 'rejected' && !isProblem(answer.reason, 'not-found'));
      if (failed?.status === 'rejected') notify({ text: textOf(problemType(failed.reason)), intent: 'error' });
    },
    [api, mailboxId, queryClient, queryKey, notify, textOf],
  );
  const latest = useRef(commit);
  latest.current = commit;

  useEffect(() => {
    const leave = () => void latest.current(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  useEffect(() => {
    if (removed.length === 0 || held) return undefined;
    const timer = setTimeout(() => void latest.current(), UNDO_MS);
    return () => clearTimeout(timer);
  }, [removed, held]);

  const remove = (id: string) => {
    waiting.current = [...waiting.current, id];
    setRemoved((before) => [...before, id]);
  };
  const undo = () => {
    const ids = waiting.current;
    waiting.current = [];
    setRemoved((before) => before.filter((id) => !ids.includes(id)));
  };
  return { removed, remove, undo, hold: setHeld };
}
