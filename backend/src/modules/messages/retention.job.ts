import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { OrganisationsService } from '../organisations/index.ts';
import type { CopyPurge } from './copy-purge.ts';
import { RetentionMarkEntity } from './message.entity.ts';
import { SCRUB_JOB } from './purge.ts';
import { LostRace } from './recipient-events.ts';
import {
  RETENTION_FOLDERS,
  type RetentionFolder,
  type RetentionMailbox,
  type RetentionRepository,
} from './retention.repository.ts';

const DAY_MILLISECONDS = 86_400_000;
const REST_MILLISECONDS = 3_600_000;
/** After a batch's last commit, so that one emptying of the log serves all of its keys. */
const SCRUB_AFTER_MILLISECONDS = 60_000;
const MAILBOXES = 100;

export interface RetentionSweepParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly repository: RetentionRepository;
  readonly organisations: OrganisationsService;
  readonly copies: CopyPurge;
  /** Copies read at once. */
  readonly batch?: number;
  /** Copies purged in one turn; the next turn goes on where this one stopped. */
  readonly mostInTurn?: number;
  /** Between two copies others have their turn. */
  readonly pauseMilliseconds?: number;
}

/** The instant that copies must not be older than; null = nothing is purged. */
export const retentionCutoff = (
  mailbox: Pick<RetentionMailbox, 'retention_days'>,
  organisationDays: number,
  now: number,
): number | null => {
  const days = mailbox.retention_days ?? organisationDays;
  return days === 0 ? null : now - days * DAY_MILLISECONDS;
};

/**
 * Purges by age, mailbox by mailbox, oldest first: a commit a copy, few copies a turn, others between. A mark a mailbox says
 * how far it has come, so a crash repeats a batch at most, and what was purged is passed over.
 */
export class RetentionSweep {
  readonly #parts: RetentionSweepParts;
  #restUntil = 0;
  /** The last mailbox that is done in this round. */
  #after = '';
  #left = 0;

  constructor(parts: RetentionSweepParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many copies went. After a whole round it rests for an hour. */
  async run(): Promise<number> {
    const { repository, clock, mostInTurn = 1_000 } = this.#parts;
    if (clock.now().getTime() < this.#restUntil) return 0;
    this.#left = mostInTurn;
    for (;;) {
      const mailboxes = await repository.mailboxes(this.#after, MAILBOXES);
      for (const mailbox of mailboxes) {
        await this.#mailbox(mailbox);
        if (this.#left <= 0) return mostInTurn - this.#left;
        this.#after = mailbox.id;
      }
      if (mailboxes.length < MAILBOXES) break;
    }
    this.#after = '';
    this.#restUntil = clock.now().getTime() + REST_MILLISECONDS;
    return mostInTurn - this.#left;
  }

  async #mailbox(mailbox: RetentionMailbox): Promise<void> {
    const { organisations, clock } = this.#parts;
    const { retentionDays } = (await organisations.get(mailbox.organisation_id)).settings;
    const cutoff = retentionCutoff(mailbox, retentionDays, clock.now().getTime());
    if (cutoff === null) return;
    for (const folder of RETENTION_FOLDERS) await this.#folder(mailbox.id, folder, cutoff);
  }

  async #folder(mailboxId: string, folder: RetentionFolder, cutoff: number): Promise<void> {
    const { repository, batch = 100 } = this.#parts;
    let mark = await repository.mark(mailboxId, folder);
    if (mark !== null && mark >= cutoff) return;
    let after: Keyset = { at: mark ?? 0, id: '' };
    while (this.#left > 0) {
      const found = await repository.copies(mailboxId, folder, after, cutoff, Math.min(batch, this.#left));
      if (found.length > 0) await this.#askForScrub();
      for (const { id } of found) if (!(await this.#purge(folder, id))) return;
      const last = found.at(-1);
      const done = found.length < Math.min(batch, this.#left + found.length);
      // Others of the last one's millisecond may be left: they are looked at again after a stop.
      const next = done || !last ? cutoff : last.at - 1;
      if (!(await this.#move(mailboxId, folder, mark, next))) return;
      if (done || !last) return;
      mark = next;
      after = last;
    }
  }

  /** False when it is to be tried again at the next turn. */
  async #purge(folder: RetentionFolder, id: string): Promise<boolean> {
    const { copies, pauseMilliseconds = 2 } = this.#parts;
    const outcome = await (folder === 'received' ? copies.received(id) : copies.sent(id));
    this.#left--;
    await delay(pauseMilliseconds);
    return outcome !== 'later';
  }

  /** False when the mark has been moved by others: another process, or a hold that was released behind it. */
  async #move(mailboxId: string, folder: RetentionFolder, from: number | null, at: number): Promise<boolean> {
    const statement =
      from === null
        ? insert(RetentionMarkEntity, { mailbox_id: mailboxId, folder, at }, 'nothing')
        : write(
            'update retention_mark set at = ? where mailbox_id = ? and folder = ? and at = ?',
            at,
            mailboxId,
            folder,
            from,
          );
    return this.#parts.database.commit([guard(statement, () => new LostRace())]).then(
      () => true,
      (error: unknown) => {
        if (!(error instanceof LostRace)) throw error;
        return false;
      },
    );
  }

  /** Before the first key goes, so that a crash does not forget it. */
  #askForScrub(): Promise<void> {
    const now = this.#parts.clock.now().getTime();
    return this.#parts.database.commit([enqueue(SCRUB_JOB, {}, now, now + SCRUB_AFTER_MILLISECONDS)]);
  }
}

/** The write that lets retention look again at a mailbox's copies from one on; the mark changes in any case, so that a sweep under way notices. */
export const lookAgain = (mailboxId: string, folder: RetentionFolder, at: number): Statement =>
  write(
    'update retention_mark set at = case when at >= ? then ? else at - 1 end where mailbox_id = ? and folder = ?',
    at,
    at - 1,
    mailboxId,
    folder,
  );
