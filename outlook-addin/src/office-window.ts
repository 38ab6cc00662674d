import { HostError, type HostErrorCode, type SignInWindow } from '@sefos/shared/host/host.port.ts';
import { asPromise } from './office-async.ts';

export type OfficeUi = Partial<Pick<Office.UI, 'displayDialogAsync' | 'messageParent' | 'openBrowserWindow'>>;

/** Codes of displayDialogAsync and of a dialog's end (Office Dialog API): the person closed it, another is open, or the browser did not open it. */
const CODES: Readonly<Record<number, HostErrorCode>> = {
  12006: 'cancelled',
  12007: 'cancelled',
  12009: 'cancelled',
  12011: 'blocked',
};
/** The framework asks the person before it opens a window, and she may take her time. Milliseconds. */
const OPEN_MS = 120_000;

interface Opened {
  readonly status: unknown;
  readonly value: Office.Dialog;
  readonly error?: { readonly code: number };
}

/** A window that is still closing counts as open for a moment. */
const STILL_OPEN = 12007;
const CLOSING_MS = 300;
const MOST_TRIES = 5;

const failure = (code: number) => new HostError(CODES[code] ?? 'failed', `Office dialog: ${code}`);
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS));

async function display(ui: OfficeUi, url: string, tries = 1): Promise<Office.Dialog> {
  const opened = await asPromise<Opened>((done) => {
    ui.displayDialogAsync?.(url, { width: 40, height: 70 }, (result) =>
      done({ status: 'succeeded', value: result } as unknown as Office.AsyncResult<Opened>),
    );
  }, OPEN_MS);
  if (String(opened.status) === 'succeeded') return opened.value;
  const code = opened.error?.code ?? 0;
  if (code !== STILL_OPEN || tries === MOST_TRIES) throw failure(code);
  await pause();
  return display(ui, url, tries + 1);
}

/**
 * Opens pages of ours in a window of their own, each resolving with what its page gives. A host has one such window at a time: the one
 * that is open is closed first. The opener throws {HostError} cancelled (closed, also for a newer one), blocked, unsupported, failed.
 */
export function makeOfficeWindow(ui: OfficeUi, origin: string): (url: string) => Promise<string> {
  let closeOpen: () => void = () => undefined;
  return async (url) => {
    if (!ui.displayDialogAsync) throw new HostError('unsupported', 'the host opens no windows');
    closeOpen();
    const dialog = await display(ui, url);
    return new Promise<string>((resolve, reject) => {
      const forget = () => {
        if (closeOpen === close) closeOpen = () => undefined;
      };
      const close = () => {
        forget();
        dialog.close();
        reject(new HostError('cancelled', 'a newer window is opened'));
      };
      closeOpen = close;
      // The enum's object exists in Office.js only at run time; its values are these words.
      const on = (event: string, handler: Parameters<Office.Dialog['addEventHandler']>[1]) =>
        dialog.addEventHandler(event as unknown as Office.EventType, handler);
      on('dialogMessageReceived', (event) => {
        if (!('message' in event)) return;
        // Undefined before DialogOrigin 1.1, where Office.js itself takes messages from our own origin only.
        if (event.origin !== undefined && event.origin !== origin) return;
        resolve(event.message);
        close();
      });
      on('dialogEventReceived', (event) => {
        forget();
        reject(failure('error' in event ? event.error : 0));
      });
    });
  };
}

interface OpenedOffice {
  readonly context: {
    readonly ui: OfficeUi;
    readonly requirements: { isSetSupported(name: string, version?: string): boolean };
  };
}

/** The window that {@link makeOfficeWindow} opened, seen from inside; the pane closes it. */
export const makeOfficeSignInWindow = (
  { ui, requirements }: OpenedOffice['context'],
  origin: string,
): SignInWindow => ({
  host: 'outlook',
  handOver: (text) =>
    ui.messageParent?.(text, ...(requirements.isSetSupported('DialogOrigin', '1.1') ? [{ targetOrigin: origin }] : [])),
});

/** The same once Office.js is there and has found the pane; undefined where it does not within `limitMs` milliseconds. */
export async function officeLine(
  loading: Promise<(OpenedOffice & { onReady(): Promise<{ readonly host: unknown }> }) | undefined>,
  origin: string,
  limitMs: number,
): Promise<SignInWindow | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  const find = async () => {
    const office = await loading;
    return office && (await office.onReady()).host ? makeOfficeSignInWindow(office.context, origin) : undefined;
  };
  try {
    return await Promise.race([find(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
