import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../../api/client.ts';
import { isProblem } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { PROBLEMS, type ProblemType } from '../../contract/problems.ts';

const POLL_MS = 1_500;
const LIMIT_MS = 5 * 60_000;

/** How a step-up in a window of ours ended. */
export type WindowStepUpEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly problem: ProblemType | undefined }
  | { readonly kind: 'closed' | 'late' };

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const knownProblem = (name: string | null): ProblemType | undefined =>
  name && Object.hasOwn(PROBLEMS, name) ? (name as ProblemType) : undefined;

export interface FollowOptions {
  readonly api: Pick<ApiClient, 'call'>;
  readonly signal: AbortSignal;
  /** The window is gone and the person is back here. */
  readonly isClosed: () => boolean;
  readonly onEnd: (end: WindowStepUpEnd) => void;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/**
 * Asks until the step-up has come back. A closed window is told once and the asking goes on: a window whose line to us was cut
 * looks closed too.
 */
export async function followStepUp({ api, signal, isClosed, onEnd, ...time }: FollowOptions): Promise<void> {
  const until = time.now() + LIMIT_MS;
  let toldClosed = false;
  while (!signal.aborted) {
    await time.wait(POLL_MS);
    if (signal.aborted) return;
    const answer = await api.call(routes.collectOidcStepUp, { signal }).catch((error: unknown) => {
      if (isProblem(error, 'network', 'temporarily-unavailable')) return undefined;
      throw error;
    });
    if (answer?.status === 'complete') return onEnd({ kind: 'complete' });
    if (answer?.status === 'failed') return onEnd({ kind: 'failed', problem: knownProblem(answer.problem) });
    if (time.now() >= until) return onEnd({ kind: 'late' });
    if (!toldClosed && isClosed()) {
      toldClosed = true;
      onEnd({ kind: 'closed' });
    }
  }
}

/**
 * Identification at an OpenID provider from a frame: in a top-level window of ours, whose end the server tells. `href` is a way
 * to open it by hand, for hosts that stop windows.
 */
export function useWindowStepUp(api: ApiClient) {
  const [href, setHref] = useState<string>();
  const following = useRef<AbortController>(undefined);
  useEffect(() => () => following.current?.abort(), []);

  const begin = useCallback(
    async (provider: string, onEnd: (end: WindowStepUpEnd) => void) => {
      following.current?.abort();
      const stop = new AbortController();
      following.current = stop;
      // At once, while the click still allows it.
      const opened = window.open('about:blank', '_blank', 'popup,width=520,height=720');
      try {
        const { url } = await api.call(routes.beginOidcStepUp, { body: { provider }, signal: stop.signal });
        const address = new URL(url, window.location.origin).href;
        setHref(address);
        if (opened) opened.location.href = address;
        await followStepUp({
          api,
          signal: stop.signal,
          isClosed: () => Boolean(opened?.closed) && document.hasFocus(),
          onEnd,
          now: Date.now,
          wait,
        });
      } catch (error) {
        if (stop.signal.aborted) return;
        opened?.close();
        throw error;
      }
    },
    [api],
  );
  return { href, begin };
}
