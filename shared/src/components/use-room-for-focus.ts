import { useEffect, useState } from 'react';

/** How far from the edge of the screen notices stand. Pixels. */
const EDGE = 16;
const GAP = 8;

/** How far up notices of a height stand so that they cover nothing of what has the focus; at the edge where there is no room above it. */
export function roomBelow(
  focus: { readonly top: number; readonly bottom: number },
  height: number,
  screen: number,
): number {
  const isCovered = focus.bottom > screen - EDGE - height - GAP && focus.top < screen - EDGE;
  const lifted = screen - focus.top + GAP;
  return isCovered && lifted + height <= screen ? Math.max(lifted, EDGE) : EDGE;
}

/** Where notices at the lower edge stand: above what has the focus, wherever it moves while they are shown. */
export function useRoomForFocus(notices: readonly unknown[]): number {
  const [room, setRoom] = useState(EDGE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new notice is measured, too.
  useEffect(() => {
    const measure = () => {
      const list = document.querySelector('[data-toaster-position]');
      const { activeElement: focus } = document;
      if (!list || !focus || focus === document.body || list.contains(focus)) return;
      const edges = focus.getBoundingClientRect();
      const { left, right, height } = list.getBoundingClientRect();
      const isBeside = edges.right < left || edges.left > right;
      setRoom(isBeside ? EDGE : roomBelow(edges, height, window.innerHeight));
    };
    // Fluent draws a notice later, and a dialog that closes hands the focus on later still.
    const timers = [50, 300, 700].map((wait) => setTimeout(measure, wait));
    document.addEventListener('focusin', measure);
    document.addEventListener('scroll', measure, { capture: true, passive: true });
    return () => {
      for (const timer of timers) clearTimeout(timer);
      document.removeEventListener('focusin', measure);
      document.removeEventListener('scroll', measure, { capture: true });
    };
  }, [notices]);
  return room;
}
