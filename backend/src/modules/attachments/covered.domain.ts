/** Bytes from `start` up to and without `end`. */
export type Span = readonly [start: number, end: number];

/** The spans with one more, in order and joined where they touch. */
export const cover = (spans: readonly Span[], added: Span): Span[] => {
  const all = [...spans, added].filter(([start, end]) => end > start).sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [start, end] of all) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
};

/** True when the joined spans hold every byte of a file. */
export const coversAll = (spans: readonly Span[], sizeBytes: number): boolean =>
  sizeBytes === 0 || (spans[0]?.[0] === 0 && spans[0][1] >= sizeBytes);
