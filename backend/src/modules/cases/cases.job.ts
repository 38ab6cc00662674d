import type { Database } from '../../platform/database/database.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { sweptWrites } from './case-writes.ts';
import type { CasesRepository } from './cases.repository.ts';

const BATCH = 100;
/** A little longer than a deleted message can be brought back, so that its case is there as long as it is. */
const KEPT_MILLISECONDS = 31 * 86_400_000;

export interface CasesSweepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: CasesRepository;
}

/** Destroys cases that were deleted and not brought back, where their messages have not taken them along already. */
export class CasesSweep {
  readonly #parts: CasesSweepParts;

  constructor(parts: CasesSweepParts) {
    this.#parts = parts;
  }

  /** Answers how many went. Safe to run in several processes, and to be stopped half-way. */
  async run(): Promise<number> {
    const { database, clock, repository } = this.#parts;
    let gone = 0;
    for (;;) {
      const now = clock.now().getTime();
      const ids = await repository.deletedBefore(now - KEPT_MILLISECONDS, BATCH);
      if (ids.length > 0) await database.commit(sweptWrites(ids, now - KEPT_MILLISECONDS, now));
      gone += ids.length;
      if (ids.length < BATCH) return gone;
    }
  }
}
