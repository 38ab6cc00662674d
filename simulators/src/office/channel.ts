import { type ToFrame, type ToHost, unwrap, type WireError, wrap } from './wire.ts';

/** A frame's line to the host page. */
export interface HostChannel {
  send(message: ToHost): void;
  /** Asks the host. Rejects with a {@link WireError}; never settles when the host hangs. */
  ask(method: string, given: readonly unknown[]): Promise<unknown>;
  on<Kind extends ToFrame['kind']>(kind: Kind, listener: (message: Extract<ToFrame, { kind: Kind }>) => void): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: WireError): void;
}

/** The line between `own` and the window around it, on our origin only. */
export function openHostChannel(own: Window): HostChannel {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, ((message: ToFrame) => void)[]>();
  let lastId = 0;
  own.addEventListener('message', (event) => {
    if (event.source !== own.parent || event.origin !== own.location.origin) return;
    const message = unwrap<ToFrame>(event.data);
    if (!message) return;
    if (message.kind === 'result') {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error) waiting?.reject(message.error);
      else waiting?.resolve(message.value);
    }
    for (const listener of listeners.get(message.kind) ?? []) listener(message);
  });
  const send = (message: ToHost) => own.parent.postMessage(wrap(message), own.location.origin);
  return {
    send,
    ask: (method, given) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        send({ kind: 'call', id: lastId, method, arguments: given });
      }),
    on: (kind, listener) => {
      const list = listeners.get(kind) ?? [];
      list.push(listener as (message: ToFrame) => void);
      listeners.set(kind, list);
    },
  };
}
