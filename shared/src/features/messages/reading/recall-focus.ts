import { useEffect, useRef } from 'react';
import { focusLater } from '../../../components/focus-later.ts';
import { useElement } from '../../../components/use-element.ts';

/** The heading above what has happened to the recipients: takes the focus when the button that had it is gone. */
export const TIMELINE_HEADING_ID = 'timeline-heading';
/** The line that says why a message cannot be read any more: takes it before the heading does. */
export const UNAVAILABLE_ID = 'message-unavailable';

/** The line that opens a recipient's part: takes it when a button in there is gone. */
export const recipientHeaderId = (recipientId: string): string => `recipient-${recipientId}`;
/** That line; where there is one recipient alone, the heading. */
export const recipientHeader = (recipientId: string): HTMLElement | null =>
  document.getElementById(recipientHeaderId(recipientId)) ?? document.getElementById(TIMELINE_HEADING_ID);

/** The ref of the button that opens the recall dialog: gets the focus back when the dialog closes, or what took its place does. */
export function useRecallFocus(open: boolean) {
  const { element, set } = useElement<HTMLButtonElement>();
  const wasOpen = useRef(false);
  useEffect(() => {
    const closed = wasOpen.current && !open;
    wasOpen.current = open;
    if (!closed) return;
    return focusLater(
      () => element.current ?? document.getElementById(UNAVAILABLE_ID) ?? document.getElementById(TIMELINE_HEADING_ID),
    );
  }, [open, element]);
  return set;
}
