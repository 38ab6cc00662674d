import { useCallback, useMemo, useState } from 'react';

interface Picked {
  readonly ids: ReadonlySet<string>;
  /** What was chosen before the range that is being drawn. */
  readonly base: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | undefined;
}

const NOTHING: Picked = { ids: new Set(), base: new Set(), anchor: undefined };

/** With one row more, or less when it was chosen; ranges begin here. */
export function toggled(before: Picked, id: string): Picked {
  const ids = new Set(before.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, base: ids, anchor: id };
}

/** With the rows from where the range began up to this one; the range before it is let go. */
export function extended(before: Picked, id: string, rows: readonly string[]): Picked {
  const start = before.anchor === undefined ? -1 : rows.indexOf(before.anchor);
  const end = rows.indexOf(id);
  if (end < 0) return before;
  const from = start < 0 ? end : start;
  const range = rows.slice(Math.min(from, end), Math.max(from, end) + 1);
  return {
    ids: new Set([...before.base, ...range]),
    base: before.base,
    anchor: start < 0 ? id : before.anchor,
  };
}

/** How a single row is chosen. */
export interface RowChoosing {
  readonly toggle: (id: string) => void;
  /** Chooses every row from where the last choice was up to this one. */
  readonly extendTo: (id: string) => void;
}

export interface Selection {
  /** Those of the chosen rows that are still in the list, in its order. */
  readonly ids: readonly string[];
  readonly has: (id: string) => boolean;
  /** `toggle` and `extendTo`; the same object while the rows are the same. */
  readonly choosing: RowChoosing;
  readonly toggle: (id: string) => void;
  readonly extendTo: (id: string) => void;
  /** A range that begins at `from` when none has begun yet. */
  readonly extend: (from: string, to: string) => void;
  readonly all: () => void;
  readonly clear: () => void;
}

/** Which rows of a list a person has chosen. By id: rows that come or go do not change what is chosen. */
export function useSelection(rows: readonly string[]): Selection {
  const [picked, setPicked] = useState(NOTHING);
  const ids = useMemo(() => rows.filter((id) => picked.ids.has(id)), [rows, picked]);
  const clear = useCallback(() => setPicked(NOTHING), []);
  const toggle = useCallback((id: string) => setPicked((before) => toggled(before, id)), []);
  const extendTo = useCallback((id: string) => setPicked((before) => extended(before, id, rows)), [rows]);
  const choosing = useMemo(() => ({ toggle, extendTo }), [toggle, extendTo]);
  const extend = (from: string, to: string) =>
    setPicked((before) => extended(before.ids.size > 0 ? before : extended(NOTHING, from, rows), to, rows));
  const all = () => setPicked({ ids: new Set(rows), base: new Set(rows), anchor: rows[0] });
  const has = (id: string) => picked.ids.has(id);
  return { ids, has, choosing, toggle, extendTo, extend, all, clear };
}
