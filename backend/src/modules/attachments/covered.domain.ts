/** Bytes from `start` up to and without `end`, each of them counted `times`. */
export type Counted = readonly [start: number, end: number, times: number];

/** The sum: in order, without overlaps, joined where they touch and count alike. */
export const tally = (spans: readonly Counted[]): Counted[] => {
  const changes = new Map<number, number>();
  for (const [start, end, times] of spans.filter(([start, end]) => end > start)) {
    changes.set(start, (changes.get(start) ?? 0) + times);
    changes.set(end, (changes.get(end) ?? 0) - times);
  }
  const places = [...changes.keys()].sort((a, b) => a - b);
  const sum: [number, number, number][] = [];
  let times = 0;
  for (const [index, start] of places.entries()) {
    times += changes.get(start) ?? 0;
    const end = places[index + 1];
    if (times === 0 || end === undefined) continue;
    const last = sum.at(-1);
    if (last && last[1] === start && last[2] === times) last[1] = end;
    else sum.push([start, end, times]);
  }
  return sum;
};

/** How often every byte of a file is counted at least: so many whole copies are in a tally. */
export const copiesIn = (sum: readonly Counted[], sizeBytes: number): number => {
  let covered = 0;
  for (const [start, end] of sum) {
    if (start !== covered) return 0;
    covered = end;
  }
  return covered < sizeBytes ? 0 : Math.min(...sum.map(([, , times]) => times));
};

/** A tally without one whole copy. */
export const withoutCopy = (sum: readonly Counted[]): Counted[] =>
  sum.flatMap(([start, end, times]): Counted[] => (times > 1 ? [[start, end, times - 1]] : []));
