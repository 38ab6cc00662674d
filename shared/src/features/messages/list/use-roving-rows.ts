import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** The row that a key leads to from `index`, undefined for keys that are not ours. */
export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown') return Math.min(index + 1, last);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}

/**
 * One Tab stop for a long list; arrows, Home and End move between its rows. The active row is kept by id, so that rows that
 * arrive above it do not move it. `known` turns true when a person has used the keys.
 */
export function useRovingRows(box: RefObject<HTMLElement | null>, ids: readonly string[], rowHeight: number) {
  const [activeId, setActiveId] = useState<string>();
  const [known, setKnown] = useState(false);
  const wanted = useRef(false);
  const found = activeId === undefined ? -1 : ids.indexOf(activeId);
  const active = Math.max(found, 0);

  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`)?.focus({ preventScroll: true });
  }, [active, box]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rowAfterKey(event.key, active, ids.length);
    const id = next === undefined ? undefined : ids[next];
    if (next === undefined || id === undefined) return;
    event.preventDefault();
    setKnown(true);
    const element = box.current;
    if (element) {
      const top = next * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + rowHeight - element.clientHeight;
      }
    }
    wanted.current = next !== active;
    setActiveId(id);
  };
  return { active, known, onKeyDown, onFocusRow: (id: string) => setActiveId(id) };
}
