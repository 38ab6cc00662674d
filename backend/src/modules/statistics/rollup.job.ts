import { summed, talliesOfEnd, tallyOfEvent } from './counting.domain.ts';
import { Overtaken, type StatisticsRepository, type Stretch } from './statistics.repository.ts';

/** Entries of a log that are counted in one batch. */
const STRETCH = 2_000;

/**
 * Counts the chained log, each organisation's in its order, each entry once. The chain is what makes it right: an entry that was
 * committed late has a later place, so nothing comes in before the mark, and the mark moves in the batch that counts.
 */
export class StatisticsRollup {
  readonly #repository: StatisticsRepository;
  readonly #stretch: number;

  constructor(repository: StatisticsRepository, stretch = STRETCH) {
    this.#repository = repository;
    this.#stretch = stretch;
  }

  /** Counts everything that is chained by now. */
  async run(): Promise<void> {
    for (;;) {
      const stretches = await this.#repository.uncounted(this.#stretch);
      if (stretches.length === 0) return;
      for (const stretch of stretches) await this.#count(stretch);
    }
  }

  async #count(stretch: Stretch): Promise<void> {
    const { events, lastAt } = await this.#repository.events(stretch);
    const ends = await this.#repository.messageEnds(events);
    const tallies = summed([...events.flatMap(tallyOfEvent), ...ends.flatMap(talliesOfEnd)]);
    try {
      await this.#repository.counted(stretch, lastAt, tallies);
    } catch (error) {
      // Another process has counted it: the next look sees where it has come.
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
