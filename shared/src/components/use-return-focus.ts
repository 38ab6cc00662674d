import { useEffect, useState } from 'react';
import { focusLater } from './focus-later.ts';

/**
 * For a dialog that is there only while it is open: once it is gone, the focus goes back to what had it before, or to the heading
 * of that part of the page when that is gone too. Not while another dialog is open, which has it.
 */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  const [part] = useState(() => opener?.closest('section') ?? null);
  useEffect(
    () => () => {
      focusLater(() => {
        if (document.querySelector('[aria-modal="true"]')) return null;
        const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
        return isThere ? opener : part?.querySelector<HTMLElement>('h2');
      });
    },
    [opener, part],
  );
}
