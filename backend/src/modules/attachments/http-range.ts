/** What a Range header asks of a file. */
export type RangeAnswer =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeAnswer = { kind: 'whole' };
const UNSATISFIABLE: RangeAnswer = { kind: 'unsatisfiable' };
const SINGLE = /^bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*$/i;

/**
 * Reads a Range header of one range (RFC 9110 §14.2); `start` and `end` are inclusive. A header that is none, or that asks
 * for several ranges, is as if it were not there, which the RFC allows.
 * @param ifRange the If-Range header: the range counts only when it equals `tag` (§13.1.5; dates never do, as we send none)
 */
export const rangeOf = (
  header: string | undefined,
  ifRange: string | undefined,
  tag: string,
  sizeBytes: number,
): RangeAnswer => {
  const match = header === undefined ? null : SINGLE.exec(header);
  if (!match || (ifRange !== undefined && ifRange !== tag)) return WHOLE;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return WHOLE;
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || sizeBytes === 0) return UNSATISFIABLE;
    return { kind: 'part', start: Math.max(0, sizeBytes - suffix), end: sizeBytes - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return WHOLE;
  if (start >= sizeBytes) return UNSATISFIABLE;
  return { kind: 'part', start, end: Math.min(last === '' ? sizeBytes - 1 : Number(last), sizeBytes - 1) };
};

/** Content-Disposition that always saves, with the name for old and new readers (RFC 6266 §4.3, RFC 8187). */
export const attachmentDisposition = (name: string): string => {
  // No percent sign either: some browsers decode it.
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
};
