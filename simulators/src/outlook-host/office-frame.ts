import { answerNestedAppAuth, type TokenBroker } from '../entra/nested-app-auth.ts';
import { type ToFrame, type ToHost, unwrap, type Welcome, type WireError, wrap } from '../office/wire.ts';
import type { CallLog } from '../platform/call-log.ts';
import { wait } from '../platform/dom.ts';
import type { Failures } from './failures.ts';

/** What every frame of the page shares. */
export interface FrameSurroundings {
  readonly failures: Failures;
  readonly log: CallLog;
  readonly broker: TokenBroker;
  delayMs(): number;
}

export interface OfficeFrameOptions extends FrameSurroundings {
  readonly frame: HTMLIFrameElement;
  welcome(): Welcome;
  /** Answers one call. Rejects with a {@link WireError}. */
  run(method: string, given: readonly unknown[]): Promise<unknown>;
  onHello?(): void;
  onCompleted?(options: Office.SmartAlertsEventCompletedOptions): void;
}

const asWireError = (error: unknown): WireError => {
  const { code, name, message } = error as Partial<WireError>;
  return { code: code ?? 5001, name: name ?? 'InternalError', message: message ?? 'An internal error has occurred.' };
};

/** The host's end of the line to one frame that runs our Office.js. */
export class OfficeFrame {
  readonly #options: OfficeFrameOptions;
  readonly #onMessage: (event: MessageEvent) => void;

  constructor(options: OfficeFrameOptions) {
    this.#options = options;
    this.#onMessage = (event) => {
      if (event.source !== options.frame.contentWindow || event.origin !== location.origin) return;
      const message = unwrap<ToHost>(event.data);
      if (message) void this.#handle(message);
    };
    addEventListener('message', this.#onMessage);
  }

  post(message: ToFrame): void {
    this.#options.frame.contentWindow?.postMessage(wrap(message), location.origin);
  }

  /** Ends the line; what is still under way is answered to nobody. */
  close(): void {
    removeEventListener('message', this.#onMessage);
    this.#options.frame.remove();
  }

  async #handle(message: ToHost): Promise<void> {
    const options = this.#options;
    switch (message.kind) {
      case 'hello':
        this.post({ kind: 'welcome', welcome: options.welcome() });
        return options.onHello?.();
      case 'completed':
        return options.onCompleted?.(message.options);
      case 'naa': {
        const text = await answerNestedAppAuth(message.text, options.broker);
        if (text !== undefined) this.post({ kind: 'naa', text });
        return;
      }
      case 'call':
        return this.#call(message.id, message.method, message.arguments);
    }
  }

  async #call(id: number, method: string, given: readonly unknown[]): Promise<void> {
    const { failures, log, delayMs, run } = this.#options;
    log.add(method, given);
    const obstacle = failures.meet(method);
    await wait(delayMs());
    if (obstacle === 'hang') return;
    try {
      if (obstacle) throw obstacle;
      this.post({ kind: 'result', id, value: await run(method, given) });
    } catch (error) {
      this.post({ kind: 'result', id, error: asWireError(error) });
    }
  }
}
