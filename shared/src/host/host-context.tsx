import { createContext, type ReactNode, useContext } from 'react';
import type { Host } from './host.port.ts';

const HostContext = createContext<Host | undefined>(undefined);

/** Gives the screens below their host. */
export function HostProvider({ host, children }: { readonly host: Host; readonly children: ReactNode }) {
  return <HostContext.Provider value={host}>{children}</HostContext.Provider>;
}

/** The host of this screen. Throws outside a HostProvider: a programmer's mistake. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error('useHost needs a HostProvider above it');
  return host;
}
