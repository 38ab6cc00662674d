import type { Clock } from '../ports/clock.port.ts';

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  #now: number;
  constructor(start = '2026-03-02T08:00:00Z') {
    this.#now = Date.parse(start);
  }
  now(): Date {
    return new Date(this.#now);
  }
  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}
