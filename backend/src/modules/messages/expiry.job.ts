import type { Database } from '../../platform/database/database.ts';
import { guard, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { LinksService } from '../links/index.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { SCRUB_JOB } from './purge.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

const BATCH = 200;

/** Takes the key from links whose time is up, so that an expired message cannot be brought back. The sender's copy stays. */
export class ExpirySweep {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #repository: MessagesRepository;
  readonly #links: LinksService;

  constructor(parts: { database: Database; clock: Clock; repository: MessagesRepository; links: LinksService }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#repository = parts.repository;
    this.#links = parts.links;
  }

  /** Expires what is due; answers how many links. Safe to run in several processes. */
  async run(): Promise<number> {
    let expired = 0;
    for (;;) {
      const due = await this.#repository.expiredHolders(this.#clock.now().getTime(), BATCH);
      for (const { recipient_id, message_id } of due) await this.#expire(recipient_id, message_id);
      expired += due.length;
      if (due.length < BATCH) return expired;
    }
  }

  async #expire(recipientId: string, messageId: string): Promise<void> {
    const now = this.#clock.now().getTime();
    const message = await this.#repository.message(messageId);
    if (!message) return;
    const statements = [
      guard(write('delete from message_key where holder_id = ?', recipientId), () => new LostRace()),
      ...this.#links.revokeStatements([recipientId], now),
      ...timelineStatements({ message, recipient: { id: recipientId } }, 'expired', now),
      enqueue(SCRUB_JOB, {}, now),
    ];
    await this.#database.commit(statements).catch((error: unknown) => {
      // Another process took this link first.
      if (!(error instanceof LostRace)) throw error;
    });
  }
}
