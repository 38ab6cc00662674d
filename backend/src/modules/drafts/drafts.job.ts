import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { DraftsRepository } from './drafts.repository.ts';
import type { DraftsService } from './drafts.service.ts';

const BATCH = 100;
const DAY_MILLISECONDS = 86_400_000;

export interface DraftsSweepParts {
  readonly clock: Clock;
  readonly repository: DraftsRepository;
  readonly organisations: OrganisationsService;
  readonly drafts: DraftsService;
}

/** Destroys drafts that nobody has saved for as many days as their organisation keeps them. */
export class DraftsSweep {
  readonly #parts: DraftsSweepParts;

  constructor(parts: DraftsSweepParts) {
    this.#parts = parts;
  }

  /** Answers how many went. Safe to run in several processes, and to be stopped half-way. */
  async run(): Promise<number> {
    let expired = 0;
    for (const id of await this.#parts.repository.organisations()) expired += await this.#organisation(id);
    return expired;
  }

  async #organisation(id: string): Promise<number> {
    const { clock, repository, organisations, drafts } = this.#parts;
    const { draftDays } = (await organisations.get(id)).settings;
    if (draftDays === 0) return 0;
    let expired = 0;
    for (;;) {
      const due = await repository.unchanged(id, clock.now().getTime() - draftDays * DAY_MILLISECONDS, BATCH);
      let here = 0;
      for (const head of due)
        if (await drafts.destroy(head, { action: 'draft.expired', actor: { kind: 'system' } })) here++;
      expired += here;
      // None destroyed: all of them were saved or taken by another process meanwhile.
      if (due.length < BATCH || here === 0) return expired;
    }
  }
}
