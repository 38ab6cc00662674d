import { describe, expect, it } from '@jest/globals';
import { attachmentDisposition, rangeOf } from './http-range.ts';

describe('rangeOf', () => {
  const whole = { kind: 'whole' };
  const unsatisfiable = { kind: 'unsatisfiable' };
  const part = (start: number, end: number) => ({ kind: 'part', start, end });

  it.each([
    [undefined, whole],
    ['bytes=0-0', part(0, 0)],
    ['bytes=2-5', part(2, 5)],
    ['bytes=5-', part(5, 9)],
    ['bytes=5-99', part(5, 9)],
    ['bytes=-3', part(7, 9)],
    ['bytes=-99', part(0, 9)],
    ['BYTES= 1-2 ', part(1, 2)],
    ['bytes=-0', unsatisfiable],
    ['bytes=10-', unsatisfiable],
    ['bytes=10-20', unsatisfiable],
    ['bytes=99999999999999999999-', unsatisfiable],
    ['bytes=5-2', whole],
    ['bytes=-', whole],
    ['bytes=0-1,3-4', whole],
    ['items=0-1', whole],
    ['bytes=a-b', whole],
  ])('reads %s of ten bytes', (header, answer) => {
    expect(rangeOf(header, undefined, '"t"', 10)).toEqual(answer);
  });

  it('has no range in an empty file', () => {
    expect(['bytes=0-', 'bytes=-1'].map((header) => rangeOf(header, undefined, '"t"', 0))).toEqual([
      unsatisfiable,
      unsatisfiable,
    ]);
  });

  it('counts a range only for the file that the client has begun', () => {
    const answers = ['"t"', '"other"', 'W/"t"', 'Mon, 02 Mar 2026 08:00:00 GMT'].map((ifRange) =>
      rangeOf('bytes=1-2', ifRange, '"t"', 10),
    );
    expect(answers).toEqual([part(1, 2), whole, whole, whole]);
  });
});

describe('attachmentDisposition', () => {
  it('names files for old and new readers and lets nothing out of its quotes', () => {
    expect(attachmentDisposition('å "b"%41\\.pdf')).toBe(
      `attachment; filename="_ _b__41_.pdf"; filename*=UTF-8''%C3%A5%20%22b%22%2541%5C.pdf`,
    );
    expect(attachmentDisposition("a'(1)*.txt")).toContain("UTF-8''a%27%281%29%2A.txt");
  });
});
