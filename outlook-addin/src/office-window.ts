import { HostError, type HostErrorCode, type SignInWindow } from '@sefos/shared/host/host.port.ts';
import { asPromise } from './office-async.ts';

export type OfficeUi = Partial<Pick<Office.UI, 'displayDialogAsync' | 'messageParent' | 'openBrowserWindow'>>;

/** Codes of displayDialogAsync and of a dialog's end (Office Dialog API): the person closed it, or the browser did not open it. */
const CODES: Readonly<Record<number, HostErrorCode>> = { 12006: 'cancelled', 12009: 'cancelled', 12011: 'blocked' };
/** The framework asks the person before it opens a window, and she may take her time. Milliseconds. */
const OPEN_MS = 120_000;

interface Opened {
  readonly status: unknown;
  readonly value: Office.Dialog;
  readonly error?: { readonly code: number };
}

/** Opens a page of ours in a window of its own and resolves with what it gives. @throws {HostError} cancelled, blocked, unsupported, failed */
export async function openOfficeWindow(ui: OfficeUi, url: string, origin: string): Promise<string> {
  if (!ui.displayDialogAsync) throw new HostError('unsupported', 'the host opens no windows');
  const opened = await asPromise<Opened>((done) => {
    ui.displayDialogAsync?.(url, { width: 40, height: 70 }, (result) =>
      done({ status: 'succeeded', value: result } as unknown as Office.AsyncResult<Opened>),
    );
  }, OPEN_MS);
  if (String(opened.status) !== 'succeeded') {
    const code = opened.error?.code ?? 0;
    throw new HostError(CODES[code] ?? 'failed', `Office dialog: ${code}`);
  }
  const dialog = opened.value;
  return new Promise((resolve, reject) => {
    // The enum's object exists in Office.js only at run time; its values are these words.
    const on = (event: string, handler: Parameters<Office.Dialog['addEventHandler']>[1]) =>
      dialog.addEventHandler(event as unknown as Office.EventType, handler);
    on('dialogMessageReceived', (event) => {
      if (!('message' in event)) return;
      // Undefined before DialogOrigin 1.1, where Office.js itself takes messages from our own origin only.
      if (event.origin !== undefined && event.origin !== origin) return;
      dialog.close();
      resolve(event.message);
    });
    on('dialogEventReceived', (event) => {
      const code = 'error' in event ? event.error : 0;
      reject(new HostError(CODES[code] ?? 'failed', `Office dialog: ${code}`));
    });
  });
}

/** The window that {@link openOfficeWindow} opened, seen from inside; the pane closes it. */
export const makeOfficeSignInWindow = (ui: OfficeUi, supportsOrigin: boolean, origin: string): SignInWindow => ({
  host: 'outlook',
  handOver: (text) => ui.messageParent?.(text, ...(supportsOrigin ? [{ targetOrigin: origin }] : [])),
});
