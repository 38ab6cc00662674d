import { PROBLEMS, type ProblemType } from '../../contract/problems.ts';

/** Where a window comes back to after identification (the server sends it there); it tells the others and closes. */
export const IDENTIFIED_PATH = '/step-up/done';

/** The page of a step-up window that was opened by hand; `?challenge` is the frame's. */
export const STEP_UP_WINDOW_PATH = '/step-up/window';

const CHANNEL = 'sefos.identified';
const CLOSED_POLL_MS = 500;

/** The problem that the server's redirect names (`?result=<type>`), undefined when all went well. */
export function returnedProblem(search: string): ProblemType | undefined {
  const name = new URLSearchParams(search).get('result');
  return name && Object.hasOwn(PROBLEMS, name) ? (name as ProblemType) : undefined;
}

/**
 * Tells every page of ours in this browser that an identification ended. A channel, because the provider's page may cut the
 * line to `window.opener` (Cross-Origin-Opener-Policy).
 */
export function tellIdentified(problem: ProblemType | undefined): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(problem ?? '');
  channel.close();
}

export interface IdentificationWindow {
  /** Sends the window to the provider; resolves when it came back (with the problem, if any) or was closed. */
  goTo(url: string): Promise<ProblemType | undefined>;
  close(): void;
}

/** Opens an empty window at once, while the click still allows it; undefined when the browser stopped it. */
export function openIdentificationWindow(): IdentificationWindow | undefined {
  const opened = window.open('about:blank', 'sefos-identify', 'popup,width=520,height=720');
  if (!opened) return undefined;
  return {
    close: () => opened.close(),
    goTo: (url) =>
      new Promise((resolve) => {
        const channel = new BroadcastChannel(CHANNEL);
        const done = (problem?: ProblemType) => {
          clearInterval(timer);
          channel.close();
          resolve(problem);
        };
        // A window whose line was cut looks closed from here: then only the channel, the focus or the person can tell.
        const timer = setInterval(() => {
          if (opened.closed && document.hasFocus()) done();
        }, CLOSED_POLL_MS);
        channel.addEventListener('message', ({ data }) => done(data === '' ? undefined : (data as ProblemType)));
        opened.location.href = url;
      }),
  };
}
