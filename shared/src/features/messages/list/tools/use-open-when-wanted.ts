import { useEffect, useState } from 'react';

/**
 * Opens what somebody has reached for before its code was there; `onOpened` takes note, so that it opens once. Not while the click
 * is still on its way: it would count as one beside it.
 */
export function useOpenWhenWanted(wanted: boolean, onOpened: () => void) {
  const [open, setOpen] = useState(false);
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
