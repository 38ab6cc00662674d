import { type ComponentType, createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const KeepContext = createContext<(keeper: ComponentType) => void>(() => undefined);

/**
 * Holds what dialogs need to outlive them, from the first dialog on. The dialog brings it, so that its code stays out of the
 * page's first load.
 */
export function ModalKeeper({ children }: { readonly children: ReactNode }) {
  const [Keeper, setKeeper] = useState<ComponentType>();
  const keep = useCallback((next: ComponentType) => setKeeper(() => next), []);
  return (
    <KeepContext.Provider value={keep}>
      {children}
      {Keeper ? <Keeper /> : null}
    </KeepContext.Provider>
  );
}

/** Mounts `keeper` (a stable component) above the screens, until the page goes. */
export function useKept(keeper: ComponentType): void {
  const keep = useContext(KeepContext);
  useEffect(() => keep(keeper), [keep, keeper]);
}
