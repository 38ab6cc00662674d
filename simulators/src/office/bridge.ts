import type { HostChannel } from './channel.ts';

type BridgeListener = (response: string) => void;

/** The bridge that @azure/msal-browser looks for (its src/naa/AuthBridge): Office.js puts it on the window. */
export function makeNestedAppAuthBridge(channel: HostChannel) {
  const listeners = new Set<BridgeListener>();
  channel.on('naa', ({ text }) => {
    for (const listener of listeners) listener(text);
  });
  return {
    addEventListener: (name: string, listener: BridgeListener) => {
      if (name === 'message') listeners.add(listener);
    },
    removeEventListener: (_name: string, listener: BridgeListener) => void listeners.delete(listener),
    postMessage: (text: string) => channel.send({ kind: 'naa', text }),
  };
}
