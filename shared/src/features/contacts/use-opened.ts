import { useRef, useState } from 'react';
import { focusLater } from '../../components/focus-later.ts';
import { useElement } from '../../components/use-element.ts';

/** Which dialog of a part of the address book is open. The focus goes back to what opened it, or to `add` when that is gone. */
export function useOpened<Open>() {
  const [open, setOpen] = useState<Open>();
  const opener = useRef<HTMLElement>(null);
  const add = useElement<HTMLButtonElement>();
  return {
    open,
    show: (next: Open) => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      setOpen(next);
    },
    close: () => {
      setOpen(undefined);
      // The button goes with the row that is removed.
      focusLater(() => (opener.current?.isConnected ? opener.current : add.element.current));
    },
    addRef: add.set,
  };
}
