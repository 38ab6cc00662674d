/** The only source of time: injected everywhere, so that tests decide what time it is. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}
