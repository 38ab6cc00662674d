import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { ConfirmContext, type RequestConfirm } from '../../api/confirm.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Lets every section below ask the person to show that it is she. */
export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [isAsked, setAsked] = useState(false);
  const opener = useRef<Element>(null);
  const waiting = useRef<((confirmed: boolean) => void)[]>([]);
  const request = useCallback<RequestConfirm>(
    () =>
      new Promise((resolve) => {
        if (waiting.current.length === 0) opener.current = document.activeElement;
        waiting.current.push(resolve);
        setAsked(true);
      }),
    [],
  );
  const end = useCallback((confirmed: boolean) => {
    setAsked(false);
    for (const resolve of waiting.current.splice(0)) resolve(confirmed);
  }, []);
  // The dialog is not there any more: whoever closed it goes on where she was.
  useEffect(() => {
    if (isAsked) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
    opener.current = null;
  }, [isAsked]);
  return (
    <ConfirmContext.Provider value={request}>
      {children}
      {isAsked ? <ConfirmDialog onEnd={end} /> : null}
    </ConfirmContext.Provider>
  );
}
