import { describe, expect, it } from '@jest/globals';
import { rowsBetween, seenPart } from './use-window.ts';

/** A box that stands between these edges of a window of 600 pixels, scrolled so far. */
const boxAt = (top: number, bottom: number, scrollTop = 0): HTMLElement => {
  window.innerHeight = 600;
  const box = document.createElement('div');
  Object.assign(box, { scrollTop, getBoundingClientRect: () => ({ top, bottom }) });
  return box;
};

describe('the seen part of a box', () => {
  it('is where the box itself is scrolled to', () => {
    expect(seenPart(boxAt(200, 600, 880))).toEqual({ top: 880, height: 400 });
  });

  it('is what the window shows of it when the page around it scrolls', () => {
    expect(seenPart(boxAt(212, 8000))).toEqual({ top: 0, height: 388 });
    expect(seenPart(boxAt(-1000, 7000))).toEqual({ top: 1000, height: 600 });
  });

  it('is nothing where the box is outside the window', () => {
    expect(seenPart(boxAt(700, 900)).height).toBe(0);
  });
});

describe('rows between two edges', () => {
  it('are those that touch them, with some to spare on both sides', () => {
    expect(rowsBetween(800, 240, 80, 100)).toEqual({ first: 4, end: 19 });
    expect(rowsBetween(0, 240, 80, 5)).toEqual({ first: 0, end: 5 });
  });
});
