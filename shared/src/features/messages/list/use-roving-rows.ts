import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { seenPart } from '../../../components/use-window.ts';

/** The row that a key leads to from `index`, undefined for keys that are not ours. */
export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown') return Math.min(index + 1, last);
  if (key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}

/** The row that takes the place of one that is gone: the next that is still there, else the last before it. */
export function rowInPlaceOf(gone: string, before: readonly string[], now: readonly string[]): string | undefined {
  const left = new Set(now);
  const at = before.indexOf(gone);
  return before.slice(at + 1).find((id) => left.has(id)) ?? before.slice(0, at).findLast((id) => left.has(id));
}

/**
 * One Tab stop for a long list; arrows, Home and End move between its rows. The active row is kept by id, so that rows that
 * arrive above it do not move it; when it goes, the next one takes its place, and the focus when it had it. `known` turns true
 * when a person has used the keys.
 */
export function useRovingRows(box: RefObject<HTMLElement | null>, ids: readonly string[], rowHeight: number) {
  const [{ activeId, rows }, setPlace] = useState<{ activeId: string | undefined; rows: readonly string[] }>({
    activeId: undefined,
    rows: ids,
  });
  const [known, setKnown] = useState(false);
  const wanted = useRef(false);
  const hadFocus = useRef(false);
  const drawn = useRef(ids);
  if (rows !== ids) {
    const gone = activeId !== undefined && !ids.includes(activeId);
    setPlace({ activeId: gone ? rowInPlaceOf(activeId, rows, ids) : activeId, rows: ids });
  }
  const setActiveId = (id: string) => setPlace((before) => ({ ...before, activeId: id }));
  const active = Math.max(activeId === undefined ? -1 : ids.indexOf(activeId), 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: when the rows have changed.
  useLayoutEffect(() => {
    const before = drawn.current;
    drawn.current = ids;
    const { activeElement } = document;
    if (hadFocus.current && activeElement === document.body) wanted.current = true;
    const row = activeElement?.closest('li')?.querySelector('[data-row]');
    if (!row || !box.current?.contains(row)) return;
    // Rows that come back above it push the row with the focus out of sight; one that was out of sight already stays there.
    const top = before.indexOf(activeId ?? '') * rowHeight;
    const seen = seenPart(box.current);
    const wasSeen = top >= 0 && top + rowHeight > seen.top && top < seen.top + seen.height;
    if (wasSeen) row.scrollIntoView({ block: 'nearest' });
  }, [ids]);
  const focusWanted = () => {
    const row = wanted.current ? box.current?.querySelector<HTMLElement>(`[data-row="${active}"]`) : undefined;
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
    // The list may be scrolled elsewhere, and on a low screen the page as well: only as far as needed.
    row.scrollIntoView({ block: 'nearest' });
  };
  // After each drawing: the row that shall have the focus may have been drawn just now.
  useEffect(focusWanted);

  const show = (index: number) => {
    const element = box.current;
    if (!element) return;
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
  };
  /** Answers the row that the key led to, undefined when the key is not ours. */
  const onKeyDown = (event: KeyboardEvent): string | undefined => {
    if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
    const next = rowAfterKey(event.key, active, ids.length);
    const id = next === undefined ? undefined : ids[next];
    if (next === undefined || id === undefined) return undefined;
    event.preventDefault();
    setKnown(true);
    show(next);
    wanted.current = next !== active;
    setActiveId(id);
    return id;
  };
  const takeFocus = () => {
    wanted.current = true;
    focusWanted();
  };
  return {
    active,
    known,
    onKeyDown,
    takeFocus,
    onFocusRow: (id: string) => {
      hadFocus.current = true;
      setActiveId(id);
    },
    onBlurRow: ({ target }: FocusEvent) => {
      const forget = () => {
        if (target.isConnected && !box.current?.contains(document.activeElement)) hadFocus.current = false;
      };
      // A row that is taken away while it has the focus loses it too, in some browsers with a word about it.
      queueMicrotask(forget);
    },
  };
}
