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

/** Pieces that a tally is kept in: far more than a client that goes on after breaks makes, and few enough to write at each request. */
export const MOST_PIECES = 256;

/**
 * A tally of no more than so many pieces. What lies side by side is counted alike, by the higher of the two, where that counts the
 * fewest bytes too often: no byte is ever counted less often than it was handed over, so a limit is never passed.
 */
export const bounded = (sum: readonly Counted[], most = MOST_PIECES): readonly Counted[] => {
  if (sum.length <= most) return sum;
  const pieces = sum.flatMap((piece, index): Counted[] => {
    const before = sum[index - 1]?.[1] ?? piece[0];
    return before < piece[0] ? [[before, piece[0], 0], piece] : [piece];
  });
  while (pieces.filter(([, , times]) => times > 0).length > most) {
    const at = cheapest(pieces);
    const [left, right] = [pieces[at], pieces[at + 1]];
    if (!left || !right) break;
    pieces.splice(at, 2, [left[0], right[1], Math.max(left[2], right[2])]);
    // A gap that is filled leaves three pieces that may count alike.
    for (const next of [at, at - 1]) {
      const [one, other] = [pieces[next], pieces[next + 1]];
      if (one && other && one[2] === other[2]) pieces.splice(next, 2, [one[0], other[1], one[2]]);
    }
  }
  return pieces.filter(([, , times]) => times > 0);
};

/** The first of the two neighbours that become one by counting the fewest bytes too often. */
const cheapest = (pieces: readonly Counted[]): number => {
  let [at, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, [start, end, times]] of pieces.entries()) {
    const next = pieces[index + 1];
    if (!next) break;
    const cost = times < next[2] ? (end - start) * (next[2] - times) : (next[1] - next[0]) * (times - next[2]);
    if (cost < least) [at, least] = [index, cost];
  }
  return at;
};
