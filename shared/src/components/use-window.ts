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

/** Follows a scrolling box of `count` rows of equal height and tells which of them to draw. */
export function useVisibleRows(box: RefObject<HTMLElement | null>, rowHeight: number, count: number): VisibleRows {
  const measure = useCallback(
    () => rowsBetween(box.current?.scrollTop ?? 0, box.current?.clientHeight || 800, rowHeight, count),
    [box, rowHeight, count],
  );
  const [rows, setRows] = useState(() => rowsBetween(0, 800, rowHeight, count));
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const update = () => {
      const next = measure();
      setRows((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    update();
    element.addEventListener('scroll', update, { passive: true });
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(update);
    observer?.observe(element);
    return () => {
      element.removeEventListener('scroll', update);
      observer?.disconnect();
    };
  }, [box, measure]);
  return rows;
}
