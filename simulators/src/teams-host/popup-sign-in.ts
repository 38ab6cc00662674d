/** A window that the host has opened. */
export interface PopupWindow {
  readonly closed: boolean;
  close(): void;
}

type OpenPopup = (url: string, width: number, height: number) => PopupWindow | null;
type Outcome = readonly [isSuccess: boolean, result: string];

const LOOK_EVERY_MS = 250;
/** The popup closes itself 200 ms after it has told its result: a result that is under way counts. */
const GRACE_MS = 500;

/** TeamsJS takes https addresses only; the demo's own server, at the same host, may speak http. */
const reachable = (address: string, origin: string): string => {
  const url = new URL(address);
  const own = new URL(origin);
  if (url.host === own.host) url.protocol = own.protocol;
  return url.href;
};

/**
 * `authentication.authenticate` as Teams on the web does it: the host opens the window, the page inside runs TeamsJS with the
 * host as its opener and tells it the result, the host hands that to the tab.
 */
export class PopupSignIn {
  readonly #open: OpenPopup;
  readonly #origin: string;
  #settle: ((outcome: Outcome) => void) | undefined;
  #popup: PopupWindow | undefined;

  constructor(open: OpenPopup, origin: string) {
    this.#open = open;
    this.#origin = origin;
  }

  /** Resolves with the argument list that answers the tab; the errors are Teams' own words. */
  open(given: readonly unknown[]): Promise<Outcome> {
    const [url, width, height] = given;
    this.#popup?.close();
    this.#finish([false, 'CancelledByUser']);
    const popup = this.#open(reachable(String(url), this.#origin), Number(width) || 600, Number(height) || 700);
    if (!popup) return Promise.resolve([false, 'FailedToOpenWindow']);
    this.#popup = popup;
    return new Promise((resolve) => {
      const look = setInterval(() => {
        if (!popup.closed) return;
        clearInterval(look);
        setTimeout(() => settle([false, 'CancelledByUser']), GRACE_MS);
      }, LOOK_EVERY_MS);
      const settle = (outcome: Outcome) => {
        clearInterval(look);
        if (this.#settle === settle) this.#settle = undefined;
        resolve(outcome);
      };
      this.#settle = settle;
    });
  }

  succeeded(result: unknown): void {
    this.#finish([true, typeof result === 'string' ? result : '']);
  }

  failed(reason: unknown): void {
    this.#finish([false, typeof reason === 'string' ? reason : '']);
  }

  #finish(outcome: Outcome): void {
    this.#settle?.(outcome);
  }
}
