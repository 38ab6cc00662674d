/** Where a window comes back to after identification; it tells the others and closes. */
export const IDENTIFIED_PATH = '/identified';

const CHANNEL = 'sefos.identified';
const CLOSED_POLL_MS = 500;

/**
 * Tells every page of ours in this browser that an identification ended. A channel, because the provider's page may cut the
 * line to `window.opener` (Cross-Origin-Opener-Policy).
 */
export function tellIdentified(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('ended');
  channel.close();
}

export interface IdentificationWindow {
  /** Sends the window to the provider; resolves when it came back or was closed. */
  goTo(url: string): Promise<void>;
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
        const done = () => {
          clearInterval(timer);
          channel.close();
          window.removeEventListener('message', heard);
          resolve();
        };
        const heard = (event: MessageEvent) => {
          if (event.origin === window.location.origin) done();
        };
        // A window whose line was cut looks closed from here: then only the channel, the focus or the person can tell.
        const timer = setInterval(() => {
          if (opened.closed && document.hasFocus()) done();
        }, CLOSED_POLL_MS);
        channel.addEventListener('message', done);
        window.addEventListener('message', heard);
        opened.location.href = url;
      }),
  };
}
