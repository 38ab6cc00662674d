import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { LinksService } from '../links/index.ts';
import { EXTENDABLE_MILLISECONDS } from './change.policy.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { organisationKeyFollows } from './organisation-key.ts';
import { SCRUB_JOB } from './purge.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

const BATCH = 200;

const lost = () => new LostRace();

/** Tells of links whose time is up, and takes the key of those that nobody has extended for 30 days. The sender's copy stays. */
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
    const now = () => this.#clock.now().getTime();
    const expired = await this.#each(
      () => this.#repository.endedLinks(now(), BATCH),
      (recipientId, messageId) => this.#tell(recipientId, messageId),
    );
    await this.#each(
      () => this.#repository.expiredHolders(now() - EXTENDABLE_MILLISECONDS, BATCH),
      (recipientId, messageId) => this.#destroy(recipientId, messageId),
    );
    return expired;
  }

  async #each(
    due: () => Promise<{ recipient_id: string; message_id: string }[]>,
    act: (recipientId: string, messageId: string) => Promise<void>,
  ): Promise<number> {
    for (let done = 0; ; ) {
      const rows = await due();
      for (const { recipient_id, message_id } of rows) await act(recipient_id, message_id);
      done += rows.length;
      if (rows.length < BATCH) return done;
    }
  }

  async #tell(recipientId: string, messageId: string): Promise<void> {
    const now = this.#clock.now().getTime();
    const message = await this.#repository.message(messageId);
    if (!message) return;
    await this.#commit([
      this.#links.markExpired(recipientId, now, lost),
      ...timelineStatements({ message, recipient: { id: recipientId } }, 'expired', now),
    ]);
  }

  async #destroy(recipientId: string, messageId: string): Promise<void> {
    const now = this.#clock.now().getTime();
    await this.#commit([
      // As a recall does: of two that take the last keys apart the second sees what the first did.
      // What is held meanwhile keeps the keys of its links: one of them may be its last.
      guard(
        write('update message set recipient_count = recipient_count where id = ? and held_at is null', messageId),
        lost,
      ),
      // An extension that came in between holds this row, and wins.
      this.#links.revokeEnded(recipientId, now - EXTENDABLE_MILLISECONDS, now, lost),
      write('delete from message_key where holder_id = ?', recipientId),
      organisationKeyFollows(messageId),
      enqueue(SCRUB_JOB, {}, now),
    ]);
  }

  async #commit(statements: readonly Statement[]): Promise<void> {
    await this.#database.commit(statements).catch((error: unknown) => {
      // Another process took this link first, or its sender has extended it.
      if (!(error instanceof LostRace)) throw error;
    });
  }
}
