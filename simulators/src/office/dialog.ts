import { settle } from './async-method.ts';
import { OFFICE_ENUMS } from './enums.ts';
import { type ToDialog, type ToOpener, unwrap, type Welcome, type WireError, wrap } from './wire.ts';

const CLOSED = 12006;
const LOOK_EVERY_MS = 250;

const failure = (code: number, message: string): WireError => ({ code, name: 'DialogError', message });

type DialogHandler = (given: { readonly message?: string; readonly origin?: string; readonly error?: number }) => void;

/** The window that displayDialogAsync has opened: tells the add-in what the page inside says, and that it was closed. */
class OpenDialog {
  readonly window: Window;
  readonly #own: Window;
  readonly #handlers = new Map<string, DialogHandler>();
  readonly #look: ReturnType<typeof setInterval>;
  readonly #onMessage: (event: MessageEvent) => void;

  constructor(own: Window, dialog: Window, welcome: Welcome) {
    this.#own = own;
    this.window = dialog;
    this.#onMessage = (event) => {
      if (event.source !== dialog || event.origin !== own.location.origin) return;
      const message = unwrap<ToOpener>(event.data);
      if (message?.kind === 'dialog-hello') this.#post({ kind: 'dialog-welcome', welcome });
      if (message?.kind === 'message-parent')
        this.#tell(OFFICE_ENUMS.EventType.DialogMessageReceived, { message: message.text, origin: event.origin });
    };
    own.addEventListener('message', this.#onMessage);
    this.#look = setInterval(() => {
      if (!dialog.closed) return;
      this.#stop();
      this.#tell(OFFICE_ENUMS.EventType.DialogEventReceived, { error: CLOSED });
    }, LOOK_EVERY_MS);
  }

  get isOpen(): boolean {
    return !this.window.closed;
  }

  /** What the add-in gets. */
  readonly api = {
    addEventHandler: (type: string, handler: DialogHandler) => void this.#handlers.set(type, handler),
    close: () => {
      this.#stop();
      this.window.close();
    },
    messageChild: (text: string) => this.#post({ kind: 'message-child', text }),
  } as unknown as Office.Dialog;

  #post(message: ToDialog): void {
    this.window.postMessage(wrap(message), this.#own.location.origin);
  }

  #tell(type: string, given: Parameters<DialogHandler>[0]): void {
    this.#handlers.get(type)?.(given);
  }

  #stop(): void {
    clearInterval(this.#look);
    this.#own.removeEventListener('message', this.#onMessage);
  }
}

/** `displayDialogAsync` of a frame: one window at a time, pages of our own origin only, as Outlook on the web. */
export function makeDialogs(own: Window, welcome: () => Welcome): Pick<Office.UI, 'displayDialogAsync'> {
  let current: OpenDialog | undefined;
  const open = async (address: string, options: Office.DialogOptions): Promise<Office.Dialog> => {
    const url = new URL(address, own.location.href);
    if (url.origin !== own.location.origin) throw failure(12004, 'The domain is not trusted.');
    if (current?.isOpen) throw failure(12007, 'A dialog box is already opened.');
    const width = Math.round(((options.width ?? 80) / 100) * own.screen.availWidth);
    const height = Math.round(((options.height ?? 80) / 100) * own.screen.availHeight);
    const dialog = own.open(url, 'sefos-office-dialog', `popup,width=${width},height=${height}`);
    if (!dialog) throw failure(12011, 'The browser blocked the window.');
    current = new OpenDialog(own, dialog, welcome());
    return current.api;
  };
  const displayDialogAsync = (address: string, ...rest: readonly unknown[]) => {
    const options = rest.find((value): value is Office.DialogOptions => typeof value === 'object') ?? {};
    const callback = rest.find((value) => typeof value === 'function');
    settle(open(address, options), callback as Parameters<typeof settle<Office.Dialog>>[1], options.asyncContext);
  };
  return { displayDialogAsync } as Pick<Office.UI, 'displayDialogAsync'>;
}

/** The other side: a page inside such a window. */
export interface DialogChild {
  /** Null: nobody answered, so this is no dialog of ours. */
  readonly welcome: Promise<Welcome | null>;
  messageParent(text: string): void;
  onParentMessage(listener: (text: string) => void): void;
}

const WAIT_MS = 3_000;

export function enterDialog(own: Window): DialogChild {
  const opener = own.opener as Window;
  const listeners: ((text: string) => void)[] = [];
  const post = (message: ToOpener) => opener.postMessage(wrap(message), own.location.origin);
  const welcome = new Promise<Welcome | null>((resolve) => {
    own.addEventListener('message', (event) => {
      if (event.source !== opener || event.origin !== own.location.origin) return;
      const message = unwrap<ToDialog>(event.data);
      if (message?.kind === 'dialog-welcome') resolve(message.welcome);
      if (message?.kind === 'message-child') for (const listener of listeners) listener(message.text);
    });
    setTimeout(() => resolve(null), WAIT_MS);
    post({ kind: 'dialog-hello' });
  });
  return {
    welcome,
    messageParent: (text) => post({ kind: 'message-parent', text }),
    onParentMessage: (listener) => void listeners.push(listener),
  };
}
