import { type RefObject, useCallback, useEffect, useState } from 'react';

/** Which rows of a long list are near the eye: `first` inclusive, `end` exclusive. */
export interface VisibleRows {
  readonly first: number;
  readonly end: number;
}

const OVERSCAN = 6;

/** The rows between two edges of a scrolled box, with some to spare on both sides. Pixels. */
export function rowsBetween(scrollTop: number, height: number, rowHeight: number, count: number): VisibleRows {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN);
  return { first: Math.min(first, count), end: Math.max(end, first) };
}

/** The part of a box's content that is seen, whether the box scrolls or the page around it. Pixels from the content's top. */
export function seenPart(box: HTMLElement): { readonly top: number; readonly height: number } {
  const { top, bottom } = box.getBoundingClientRect();
  const height = Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  return { top: box.scrollTop + Math.max(-top, 0), height: Math.max(height, 0) };
}

/** Follows a scrolling box of `count` rows of equal height and tells which of them to draw. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, rowHeight: number, count: number): VisibleRows {
  const measure = useCallback(() => {
    const seen = box.current ? seenPart(box.current) : { top: 0, height: 0 };
    return rowsBetween(seen.top, seen.height || 800, rowHeight, count);
  }, [box, rowHeight, count]);
  const [rows, setRows] = useState(() => rowsBetween(0, 800, rowHeight, count));
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const update = () => {
      const next = measure();
      setRows((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    update();
    // Scrolling does not bubble, and it may be the page's.
    const scrolling = { capture: true, passive: true };
    document.addEventListener('scroll', update, scrolling);
    window.addEventListener('resize', update);
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update);
    observer?.observe(element);
    return () => {
      document.removeEventListener('scroll', update, scrolling);
      window.removeEventListener('resize', update);
      observer?.disconnect();
    };
  }, [box, measure]);
  return rows;
}
