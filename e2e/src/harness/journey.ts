import type { World } from './world.ts';

export interface Scenario {
  /** A present-tense fact. */
  readonly title: string;
  readonly run: (world: World) => Promise<void>;
  /** It starts, kills or looks into the server's process and data: left out with --url. */
  readonly ownServer?: true;
}

export interface Journey {
  readonly name: string;
  /** Run in order on one server with one set of data. */
  readonly scenarios: readonly Scenario[];
}

/** Declares a journey. */
export const journey = (name: string, scenarios: readonly Scenario[]): Journey => ({ name, scenarios });
