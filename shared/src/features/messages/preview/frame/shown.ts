import type { PreviewFailure } from '../../../../components/preview/preview-protocol.ts';

/** A file as it is drawn. */
export interface Shown {
  readonly pages: number;
  /** 1 = as wide as the window, at most. */
  zoom(factor: number): void;
  /** The page in the middle of the window, from 1. */
  page(): number;
}

/** Thrown where a file cannot be drawn. */
export class Undrawable extends Error {
  readonly reason: PreviewFailure;

  constructor(reason: PreviewFailure) {
    super(reason);
    this.name = 'Undrawable';
    this.reason = reason;
  }
}
