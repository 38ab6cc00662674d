import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { AttachmentsService } from '../attachments/index.ts';
import type { LinksService } from '../links/index.ts';
import { wordsForgotten } from '../search/index.ts';
import { isLinked } from './copy-purge.ts';
import { SCRUB_AFTER_MILLISECONDS } from './deleted-copies.job.ts';
import type { MessageRecord } from './message.entity.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { destroyStatements, SCRUB_JOB } from './purge.ts';
import { LostRace, timelineStatements } from './recipient-events.ts';

export interface OrganisationKeysParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: MessagesRepository;
  readonly attachments: AttachmentsService;
  readonly links: LinksService;
  readonly pauseMilliseconds?: number;
}

const BATCH = 100;
/** Messages in one turn; the next one goes on. */
const MOST_IN_TURN = 1_000;

/**
 * Takes every message key that is left under an organisation's own when its mailboxes are empty: what people answered by links, and
 * links of messages whose sender deleted hers. Others' copies stay with others.
 */
export class OrganisationKeys {
  readonly #parts: OrganisationKeysParts;

  constructor(parts: OrganisationKeysParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many keys it found. */
  async take(organisationId: string): Promise<number> {
    const { database, clock, pauseMilliseconds = 2 } = this.#parts;
    let found = 0;
    while (found < MOST_IN_TURN) {
      const rows = await database.all<{ id: string }>(
        `select message_id as id from message_key where organisation_id = ? limit ${BATCH}`,
        organisationId,
      );
      if (rows.length === 0) break;
      const now = clock.now().getTime();
      await database.commit([enqueue(SCRUB_JOB, {}, now, now + SCRUB_AFTER_MILLISECONDS)]);
      for (const id of new Set(rows.map((row) => row.id))) {
        await this.#take(id, organisationId);
        await delay(pauseMilliseconds);
      }
      found += rows.length;
    }
    return found;
  }

  /** Changed by others meanwhile, it is found again. */
  async #take(messageId: string, organisationId: string): Promise<void> {
    const statements = await this.#statements(messageId, organisationId);
    await this.#parts.database.commit(statements).catch((error: unknown) => {
      if (!(error instanceof LostRace)) throw error;
    });
  }

  async #statements(messageId: string, organisationId: string): Promise<Statement[]> {
    const { database, repository, attachments, clock } = this.#parts;
    const now = clock.now().getTime();
    const message = await repository.message(messageId);
    const keys = await database.all<{ holder_id: string; organisation_id: string }>(
      'select holder_id, organisation_id from message_key where message_id = ?',
      messageId,
    );
    const held = keys.filter((key) => key.organisation_id === organisationId);
    // By what each is found by at once: of the message's index and the organisation's, SQLite took the one with a million rows.
    const taken = held.map(({ holder_id }) => write('delete from message_key where holder_id = ?', holder_id));
    if (!message || message.purged_at !== null || held.length === 0) return taken;
    const others = 'select 1 from message_key where message_id = ? and organisation_id <> ?';
    const isLast = held.length === keys.length;
    // What another organisation has begun to keep stays until it is let go.
    const unless = isLast
      ? `(held_at is null or organisation_id = ?) and not exists (${others})`
      : `exists (${others})`;
    const locked = `update message set recipient_count = recipient_count where id = ? and ${unless}`;
    return [
      // Of two that take the last keys apart one waits, and sees what the other has written.
      write('update message set recipient_count = recipient_count where id = ?', messageId),
      guard(
        write(locked, messageId, ...(isLast ? [organisationId] : []), messageId, organisationId),
        () => new LostRace(),
      ),
      ...held.flatMap(({ holder_id }) => wordsForgotten(holder_id)),
      ...taken,
      ...(message.organisation_id === organisationId ? await this.#linksEnded(message, now) : []),
      ...(isLast ? await destroyStatements(messageId, 'purged', attachments, now) : []),
    ];
  }

  async #linksEnded(message: MessageRecord, now: number): Promise<Statement[]> {
    const { repository, links } = this.#parts;
    const linked = (await repository.recipients(message.id)).filter(isLinked);
    const ids = linked.map(({ id }) => id);
    return [
      ...linked.flatMap((recipient) => [
        write(
          'update recipient set purged_at = ? where id = ? and purged_at is null and recalled_at is null',
          ...[now, recipient.id],
        ),
        ...timelineStatements({ message, recipient }, 'purged', now),
      ]),
      ...links.purgeStatements(ids, now),
    ];
  }
}
