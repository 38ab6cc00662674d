import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { CopyPurge } from './copy-purge.ts';
import { SCRUB_JOB } from './purge.ts';

/** How long what somebody deleted can be brought back. */
export const RESTORABLE_MILLISECONDS = 30 * 86_400_000;
const BATCH = 100;
/** Copies destroyed in one turn; the next one goes on. */
const MOST_IN_TURN = 1_000;
/** After a batch's last commit, so that one emptying of the log serves all of its keys. */
export const SCRUB_AFTER_MILLISECONDS = 60_000;

/** Served by ix_recipient_deleted and ix_message_deleted; what is held waits behind what is not. */
const DUE = {
  received:
    'select id, deleted_at as at from recipient where deleted_at is not null and mailbox_id is not null and purged_at is null and recalled_at is null and deleted_at > ? and deleted_at <= ? order by deleted_at',
  sent: 'select id, sender_deleted_at as at from message where sender_deleted_at is not null and purged_at is null and sender_purged_at is null and sender_deleted_at > ? and sender_deleted_at <= ? order by sender_deleted_at',
} as const;

export interface DeletedCopiesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly copies: CopyPurge;
  readonly pauseMilliseconds?: number;
}

/** Destroys what its holder deleted 30 days ago: her key and her words, and with the last key everything. */
export class DeletedCopies {
  readonly #parts: DeletedCopiesParts;

  constructor(parts: DeletedCopiesParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many copies went. Safe to run in several processes and to be stopped at any point. */
  async run(): Promise<number> {
    return (await this.#folder('received')) + (await this.#folder('sent'));
  }

  async #folder(folder: keyof typeof DUE): Promise<number> {
    const { database, clock, copies, pauseMilliseconds = 2 } = this.#parts;
    const cutoff = clock.now().getTime() - RESTORABLE_MILLISECONDS;
    let gone = 0;
    let after = -1;
    while (gone < MOST_IN_TURN) {
      const due = await database.all<{ id: string; at: number }>(`${DUE[folder]} limit ${BATCH}`, after, cutoff);
      if (due.length > 0) await this.#askForScrub();
      let here = 0;
      for (const { id } of due) {
        const outcome = await (folder === 'received' ? copies.received(id, 'deleted') : copies.sent(id, 'deleted'));
        if (outcome === 'purged') here++;
        await delay(pauseMilliseconds);
      }
      gone += here;
      const last = due.at(-1);
      if (!last || due.length < BATCH) return gone;
      // All of them are held: behind them there may be others. Else those of the same instant come again.
      after = here === 0 ? last.at : after;
    }
    return gone;
  }

  /** Before the first key goes, so that a crash does not forget it. */
  #askForScrub(): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    return this.#parts.database.commit([enqueue(SCRUB_JOB, {}, now, now + SCRUB_AFTER_MILLISECONDS)]);
  }
}
