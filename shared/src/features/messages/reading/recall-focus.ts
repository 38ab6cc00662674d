import { useEffect, useRef } from 'react';
import { useElement } from '../../../components/use-element.ts';

/** The heading above what has happened to the recipients: takes the focus when the button that had it is gone. */
export const TIMELINE_HEADING_ID = 'timeline-heading';

/** The ref of the button that opens the recall dialog: gets the focus back when the dialog closes, or the heading does. */
export function useRecallFocus(open: boolean) {
  const { element, set } = useElement<HTMLButtonElement>();
  const wasOpen = useRef(false);
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    if (!closed) return;
    // After Fluent has let go of the focus that its dialog held.
    const timer = setTimeout(() => (element.current ?? document.getElementById(TIMELINE_HEADING_ID))?.focus());
    return () => clearTimeout(timer);
  }, [open, element]);
  return set;
}
