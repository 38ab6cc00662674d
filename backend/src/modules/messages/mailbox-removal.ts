import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';
import type { Keyset } from '../../platform/database/keyset.ts';
import { guard, write } from '../../platform/database/statements.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { audit } from '../audit/index.ts';
import { emptiedWrites } from '../cases/index.ts';
import { addressBookGone } from '../contacts/index.ts';
import type { DraftsRepository, DraftsService } from '../drafts/index.ts';
import type { CopyPurge } from './copy-purge.ts';
import { SCRUB_AFTER_MILLISECONDS } from './deleted-copies.job.ts';
import { SCRUB_JOB } from './purge.ts';
import { LostRace } from './recipient-events.ts';
import { RETENTION_FOLDERS, type RetentionFolder, type RetentionRepository } from './retention.repository.ts';

/** Enough to say that it is a lot. */
const MOST_COUNTED = 20_000;
const BATCH = 100;
const MAILBOXES = 20;
/** Emptied in one turn: a turn that is under way is waited for when the server stops. */
const EMPTIED_IN_TURN = 200;
const DRAFTS = 50;
/** What was on its way when a mailbox was removed has arrived by then. */
const SETTLED_MILLISECONDS = 60_000;

/** One organisation's mailboxes, all at once, must not keep a single one of another waiting. */
const OF_OTHERS =
  ' and not exists (select 1 from organisation_closing c where c.organisation_id = mailbox.organisation_id and c.purge_begun_at is not null)';

/** What a mailbox holds, counted up to a limit; `held` exactly, as removing asks for it. */
export interface MailboxContents {
  readonly received: number;
  readonly sent: number;
  readonly drafts: number;
  readonly held: number;
  /** False when there is more than was counted. */
  readonly exact: boolean;
}

/** Counts what would go with a mailbox; served by ix_recipient_kept, ix_message_kept and ix_message_held. */
export const mailboxContents = async (
  database: Database,
  mailbox: { readonly id: string; readonly organisationId: string },
): Promise<MailboxContents> => {
  const count = async (rows: string, ...params: string[]) =>
    Number(
      (await database.get<{ n: number }>(`select count(*) as n from (${rows} limit ${MOST_COUNTED + 1}) c`, ...params))
        ?.n,
    );
  const { id, organisationId } = mailbox;
  const counted = {
    received: await count(
      'select id from recipient where mailbox_id = ? and mailbox_id is not null and purged_at is null and recalled_at is null',
      id,
    ),
    sent: await count(
      'select id from message where sender_mailbox_id = ? and purged_at is null and sender_purged_at is null',
      id,
    ),
    drafts: await count('select id from draft where mailbox_id = ?', id),
  };
  const held = await count(
    'select m.id from message m where m.organisation_id = ? and m.held_at is not null and ((m.sender_mailbox_id = ? and m.sender_purged_at is null) or exists (select 1 from recipient r where r.message_id = m.id and r.mailbox_id = ? and r.purged_at is null and r.recalled_at is null))',
    ...[organisationId, id, id],
  );
  const least = (n: number) => Math.min(n, MOST_COUNTED);
  return {
    received: least(counted.received),
    sent: least(counted.sent),
    drafts: least(counted.drafts),
    held: least(held),
    exact: Object.values(counted).every((n) => n <= MOST_COUNTED),
  };
};

export interface RemovedMailboxesParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly retention: RetentionRepository;
  readonly copies: CopyPurge;
  readonly draftRows: DraftsRepository;
  readonly drafts: Pick<DraftsService, 'destroy'>;
  /** Copies purged in one turn; the next turn goes on. */
  readonly mostInTurn?: number;
  /** Between two copies others have their turn. */
  readonly pauseMilliseconds?: number;
}

/**
 * Empties mailboxes that were removed: drafts, then copy after copy as retention purges them. What somebody keeps stays until it is
 * let go, and the mailbox is looked at again. Safe to run in several processes and to be stopped at any point.
 */
export class RemovedMailboxes {
  readonly #parts: RemovedMailboxesParts;
  #left = 0;

  constructor(parts: RemovedMailboxesParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many copies went. Of one organisation, or of all that are not closed as a whole: those have turns of their own. */
  async run(organisationId?: string): Promise<number> {
    const { database, clock, mostInTurn = 1_000 } = this.#parts;
    const until = clock.now().getTime() - SETTLED_MILLISECONDS;
    this.#left = mostInTurn;
    const whose = organisationId === undefined ? OF_OTHERS : ' and organisation_id = ?';
    let after = { removed_at: 0, id: '' };
    let emptied = 0;
    while (this.#left > 0 && emptied < EMPTIED_IN_TURN) {
      const removed = await database.all<{ id: string; organisation_id: string; removed_at: number }>(
        `select id, organisation_id, removed_at from mailbox where removed_at is not null and emptied_at is null and removed_at <= ? and (removed_at, id) > (?, ?)${whose} order by removed_at, id limit ${MAILBOXES}`,
        ...[until, after.removed_at, after.id, ...(organisationId === undefined ? [] : [organisationId])],
      );
      for (const mailbox of removed) {
        if (!(await this.#empty(mailbox.id))) continue;
        await this.#emptied(mailbox);
        emptied++;
      }
      const last = removed.at(-1);
      if (!last || removed.length < MAILBOXES) break;
      after = last;
    }
    return mostInTurn - this.#left;
  }

  /** True when nothing is left in it. */
  async #empty(mailboxId: string): Promise<boolean> {
    const { draftRows, drafts } = this.#parts;
    for (;;) {
      const heads = await draftRows.ofMailbox(mailboxId, DRAFTS);
      for (const head of heads) await drafts.destroy(head, { action: 'draft.deleted', actor: { kind: 'system' } });
      if (heads.length < DRAFTS) break;
    }
    let empty = (await draftRows.ofMailbox(mailboxId, 1)).length === 0;
    for (const folder of RETENTION_FOLDERS) empty = (await this.#folder(mailboxId, folder)) && empty;
    return empty;
  }

  async #folder(mailboxId: string, folder: RetentionFolder): Promise<boolean> {
    const { retention, copies, clock, pauseMilliseconds = 2 } = this.#parts;
    const now = clock.now().getTime();
    let after: Keyset = { at: 0, id: '' };
    let kept = 0;
    while (this.#left > 0) {
      const found = await retention.copies(mailboxId, folder, after, now, BATCH);
      if (found.length > 0) await this.#askForScrub(now);
      for (const { id } of found) {
        if ((await copies[folder](id, 'removed')) === 'purged') this.#left--;
        else kept++;
        await delay(pauseMilliseconds);
      }
      const last = found.at(-1);
      if (!last || found.length < BATCH) return kept === 0;
      after = last;
    }
    return false;
  }

  /** Nothing is left but its name and the log: its texts, marks and address book go as well. */
  #emptied({ id, organisation_id }: { readonly id: string; readonly organisation_id: string }): Promise<void> {
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const emptied = write('update mailbox set emptied_at = ? where id = ? and emptied_at is null', now, id);
    const statements = [
      guard(emptied, () => new LostRace()),
      write('delete from mailbox_text where mailbox_id = ?', id),
      write('delete from retention_mark where mailbox_id = ?', id),
      ...addressBookGone(id),
      ...emptiedWrites(id, now),
      audit(
        {
          organisationId: organisation_id,
          action: 'mailbox.emptied',
          actor: { kind: 'system' },
          target: { kind: 'mailbox', id },
        },
        now,
      ),
      enqueue(SCRUB_JOB, {}, now),
    ];
    return database.commit(statements).catch((error: unknown) => {
      // Another process has said so.
      if (!(error instanceof LostRace)) throw error;
    });
  }

  /** Before the first key goes, so that a crash does not forget it. */
  #askForScrub(now: number): Promise<void> {
    return this.#parts.database.commit([enqueue(SCRUB_JOB, {}, now, now + SCRUB_AFTER_MILLISECONDS)]);
  }
}
