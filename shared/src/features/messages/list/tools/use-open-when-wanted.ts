import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import { focusHeir } from '../../../../components/focus-heir.ts';

/**
 * Opens what somebody has reached for before its code was there; `onOpened` takes note, so that it opens once. Not while the click
 * is still on its way: it would count as one beside it. The focus is on its `button` then, to come back there.
 */
export function useOpenWhenWanted(wanted: boolean, onOpened: () => void, button: RefObject<HTMLButtonElement | null>) {
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (wanted) focusHeir(button.current);
  }, [wanted, button]);
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => {
      setOpen(true);
      onOpened();
    });
    return () => clearTimeout(timer);
  }, [wanted, onOpened]);
  return [open, setOpen] as const;
}
