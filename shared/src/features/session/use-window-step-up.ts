import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../../api/client.ts';
import { type Handover, makeHandover } from '../../api/handover.ts';
import { type ClientProblemType, isProblem, problemType } from '../../api/problem-error.ts';
import { routes } from '../../api/routes.ts';
import { type HostErrorCode, isHostError } from '../../host/host.port.ts';
import { useHost } from '../../host/host-context.tsx';
import { STEP_UP_WINDOW_PATH } from './identification-window.ts';
import { hearOpened, readGiven } from './step-up-line.ts';

const TRIES = 3;
const PAUSE_MS = 1_500;

/** What becomes of a step-up in a window. After `closed` and `blocked` it goes on: the window may be there and show a code. */
export type WindowStepUpEvent =
  | { readonly kind: 'complete' | 'closed' | 'blocked' }
  | { readonly kind: 'failed'; readonly problem: ClientProblemType };

type Api = Pick<ApiClient, 'call'>;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/** Raises the session, past lost lines. */
export async function collectStepUp(api: Api, verifier: string, code: string, wait = pause): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.call(routes.collectOidcStepUp, { body: { verifier, code } });
    } catch (error) {
      if (tries === TRIES || !isProblem(error, 'network', 'temporarily-unavailable')) throw error;
      await wait();
    }
  }
}

export interface FollowOptions {
  readonly api: Api;
  readonly handover: Handover;
  readonly provider: string;
  /** Opens the host's own window, and resolves with what it gives. */
  readonly open: () => Promise<string>;
  /** What a window that was opened by hand gives. */
  readonly heard: Promise<string>;
  readonly signal: AbortSignal;
  readonly onEvent: (event: WindowStepUpEvent) => void;
}

/** Begins a step-up and follows its window until it has given a code or a problem. */
export async function followStepUp({ api, handover, signal, onEvent, ...options }: FollowOptions): Promise<void> {
  const { provider, open, heard } = options;
  const tell = (event: WindowStepUpEvent) => {
    if (!signal.aborted) onEvent(event);
  };
  const failed = (error: unknown) => tell({ kind: 'failed', problem: problemType(error) });
  // The window opens at once, while the click still allows it; whoever is in it presses a button before it asks the server.
  const opened = open().catch((error: unknown) => {
    tell({ kind: isHostError(error, 'cancelled' satisfies HostErrorCode) ? 'closed' : 'blocked' });
    return heard;
  });
  try {
    await api.call(routes.beginOidcStepUp, { body: { provider, challenge: handover.challenge }, signal });
  } catch (error) {
    return failed(error);
  }
  const given = readGiven(await Promise.race([opened, heard]));
  if (signal.aborted) return;
  if (given.kind === 'problem') return tell({ kind: 'failed', problem: given.problem ?? 'unknown' });
  try {
    await collectStepUp(api, handover.verifier, given.code);
    tell({ kind: 'complete' });
  } catch (error) {
    failed(error);
  }
}

/** A step-up that waits for its window. */
export interface WaitingStepUp {
  /** Opens the window by hand, for hosts that open none. */
  readonly href: string;
  /** Raises the session with a code that the window shows. Throws the server's problem. */
  readonly type: (code: string) => Promise<void>;
}

/** Its failure is thrown to whoever needs it. */
function prepare(): Promise<Handover> {
  const made = makeHandover();
  made.catch(() => undefined);
  return made;
}

/**
 * Identification at an OpenID provider from a frame: in a top-level window of ours, which gives the frame a code by the host's own
 * line, or else shows one that the person types here.
 */
export function useWindowStepUp(api: ApiClient) {
  const { identity } = useHost();
  const [waiting, setWaiting] = useState<WaitingStepUp>();
  const following = useRef<AbortController>(undefined);
  // Made ahead: a window must open while the click still counts.
  const prepared = useRef<Promise<Handover>>(undefined);
  const isBearer = identity.kind === 'bearer';
  useEffect(() => {
    if (isBearer) prepared.current ??= prepare();
    return () => following.current?.abort();
  }, [isBearer]);

  const stop = useCallback(() => {
    following.current?.abort();
    setWaiting(undefined);
  }, []);
  const begin = useCallback(
    async (provider: string, onEvent: (event: WindowStepUpEvent) => void) => {
      if (identity.kind !== 'bearer') return;
      following.current?.abort();
      const running = new AbortController();
      following.current = running;
      const handover = await (prepared.current ?? prepare());
      prepared.current = prepare();
      const search = `?challenge=${handover.challenge}`;
      setWaiting({
        href: STEP_UP_WINDOW_PATH + search,
        type: async (code) => {
          await collectStepUp(api, handover.verifier, code);
          running.abort();
        },
      });
      await followStepUp({
        api,
        handover,
        provider,
        open: () => identity.signIn.openWindow(`/${identity.host}/step-up${search}`),
        heard: hearOpened(window, running.signal),
        signal: running.signal,
        onEvent,
      });
    },
    [api, identity],
  );
  return { waiting, begin, stop };
}
