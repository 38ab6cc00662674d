import { LIMITS } from '@sefos/shared/domain/limits.ts';
import type { Database } from '../../../platform/database/database.ts';
import { guard, write } from '../../../platform/database/statements.ts';
import { enqueue } from '../../../platform/jobs/outbox.ts';
import { SCRUB_JOB } from '../../../platform/jobs/scrub.ts';
import type { Clock } from '../../../ports/clock.port.ts';
import type { OrganisationClosingRow } from './closing.entity.ts';
import { nothingHeld } from './closing-contents.ts';
import { accountGone, doorsClosed, mailboxShut, organisationGone, systemEntries } from './purge-writes.ts';

export interface ClosingPurgeParts {
  readonly database: Database;
  readonly clock: Clock;
  /** One turn of emptying the organisation's mailboxes, which are shut: drafts, copies, address books, notes, texts. */
  readonly empty: (organisationId: string) => Promise<unknown>;
  /** One turn of taking the message keys that are left under the organisation's; answers how many it found. */
  readonly takeKeys: (organisationId: string) => Promise<number>;
  /** Lets this process forget the organisation's keys. */
  readonly forget: (organisationId: string) => void;
}

const BATCH = 100;
const ORGANISATIONS = 20;
const HOUR_MILLISECONDS = 3_600_000;
/** What a broken download leaves time for: another. */
const AFTER_EXPORT_MILLISECONDS = LIMITS.closingAfterExportSeconds * 1000;

/** Another process did it, or it may not be done (any more). */
class NotNow extends Error {}
const unlessNotNow = (error: unknown): false => {
  if (!(error instanceof NotNow)) throw error;
  return false;
};

/**
 * Destroys closed organisations: accounts, mailboxes and what they hold copy by copy, left keys, at last the organisation's own.
 * Each step is a few rows a batch and finds by itself what it has left, so that it may be stopped anywhere and run in several
 * processes. Copies in others' mailboxes are under others' keys and are not touched.
 */
export class ClosingPurge {
  readonly #parts: ClosingPurgeParts;

  constructor(parts: ClosingPurgeParts) {
    this.#parts = parts;
  }

  /** One turn; answers how many organisations were closed for good in it. */
  async run(): Promise<number> {
    const { database, clock, forget, takeKeys } = this.#parts;
    const now = clock.now().getTime();
    const rows = await database.all<OrganisationClosingRow>(
      `select * from organisation_closing where purged_at is null and exported_at is not null and exported_at <= ? and purge_after <= ? order by purge_after, organisation_id limit ${ORGANISATIONS}`,
      ...[now - AFTER_EXPORT_MILLISECONDS, now],
    );
    let closed = 0;
    for (const row of rows) if (await this.#purge(row)) closed++;
    // Whichever process did it: each has keys in memory, and may have been about to write something that they seal.
    const done = await database.all<{ organisation_id: string }>(
      'select organisation_id from organisation_closing where purged_at > ?',
      now - HOUR_MILLISECONDS,
    );
    for (const { organisation_id } of done) {
      forget(organisation_id);
      await takeKeys(organisation_id);
    }
    return closed;
  }

  /** True when nothing is left. */
  async #purge({ organisation_id: id, purge_begun_at }: OrganisationClosingRow): Promise<boolean> {
    if (purge_begun_at === null && !(await this.#begin(id))) return false;
    await this.#accounts(id);
    await this.#mailboxes(id);
    await this.#parts.empty(id);
    if (await this.#isLeft('mailbox where organisation_id = ? and emptied_at is null', id)) return false;
    if ((await this.#parts.takeKeys(id)) > 0) return false;
    await this.#uploads(id);
    return this.#end(id);
  }

  /** From here on there is no way back. Refused while something is kept. */
  #begin(id: string): Promise<boolean> {
    const { database, clock } = this.#parts;
    const now = clock.now().getTime();
    const free = nothingHeld(id);
    const begun = write(
      `update organisation_closing set purge_begun_at = ? where organisation_id = ? and purge_begun_at is null and exists (select 1 from organisation o where o.id = organisation_closing.organisation_id and o.frozen_at is not null) and ${free.sql}`,
      ...[now, id, ...free.params],
    );
    return database
      .commit([
        guard(begun, () => new NotNow()),
        ...doorsClosed(id, now),
        ...systemEntries(id, 'organisation.purge-begun', {}, now),
        enqueue(SCRUB_JOB, {}, now),
      ])
      .then(() => true, unlessNotNow);
  }

  /** In order of address, as the index is; those that are done have no key. */
  async #accounts(id: string): Promise<void> {
    const { database } = this.#parts;
    for (let after = ''; ; ) {
      const rows = await database.all<{ id: string; email: string }>(
        `select id, email from account where organisation_id = ? and email > ? and length(wrapped_key) > 0 order by email limit ${BATCH}`,
        ...[id, after],
      );
      const last = rows.at(-1);
      if (!last) return;
      const now = this.#now();
      await database.commit([...rows.flatMap((row) => accountGone(row.id, now)), enqueue(SCRUB_JOB, {}, now)]);
      after = last.email;
    }
  }

  async #mailboxes(id: string): Promise<void> {
    const { database } = this.#parts;
    for (let after = ''; ; ) {
      const rows = await database.all<{ id: string }>(
        `select id from mailbox where organisation_id = ? and id > ? and (removed_at is null or name <> '') order by id limit ${BATCH}`,
        ...[id, after],
      );
      const last = rows.at(-1);
      if (!last) return;
      const now = this.#now();
      await database.commit(rows.flatMap((row) => mailboxShut(row.id, now)));
      after = last.id;
    }
  }

  /** Nobody sends them any more: the sweep of unsent uploads takes them, with their blobs. */
  async #uploads(id: string): Promise<void> {
    const { database } = this.#parts;
    const now = this.#now();
    for (;;) {
      const found = await database.write<{ id: string }>(
        `update attachment set expires_at = ?, held_by = null where id in (select id from attachment where organisation_id = ? and message_id is null and (expires_at > ? or held_by is not null) limit ${BATCH}) returning id`,
        ...[now, id, now],
      );
      if (found.length < BATCH) return;
    }
  }

  /** The organisation's own key, once nothing is left that it could open. */
  #end(id: string): Promise<boolean> {
    const { database } = this.#parts;
    const now = this.#now();
    const left = [
      ...['message_key where organisation_id = ?', 'draft where organisation_id = ?'],
      ...['attachment where organisation_id = ? and message_id is null'],
      ...['account where organisation_id = ? and length(wrapped_key) > 0'],
      'mailbox where organisation_id = ? and emptied_at is null',
    ];
    const ended = write(
      `update organisation_closing set purged_at = ? where organisation_id = ? and purge_begun_at is not null and purged_at is null${left.map((rows) => ` and not exists (select 1 from ${rows})`).join('')}`,
      ...[now, id, ...left.map(() => id)],
    );
    return database
      .commit([
        guard(ended, () => new NotNow()),
        ...organisationGone(id),
        ...systemEntries(id, 'organisation.closed', {}, now),
        enqueue(SCRUB_JOB, {}, now),
      ])
      .then(() => true, unlessNotNow);
  }

  async #isLeft(rows: string, id: string): Promise<boolean> {
    return (await this.#parts.database.get(`select 1 as there from ${rows} limit 1`, id)) !== undefined;
  }

  #now(): number {
    return this.#parts.clock.now().getTime();
  }
}
