import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import type { JobHandler } from '../../platform/jobs/outbox.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { BlobStorage } from '../../ports/storage.port.ts';
import { ORPHAN_AGE_MILLISECONDS } from './attachments.domain.ts';
import { AttachmentsRepository, DELETE_BLOBS } from './attachments.repository.ts';
import { attachmentOfBlob } from './part-writer.ts';

const EXPIRED_AT_ONCE = 100;

export interface SweepOptions {
  readonly database: Database;
  readonly storage: BlobStorage;
  readonly clock: Clock;
}

/** Handlers of this module's outbox jobs. */
export const attachmentJobs = (storage: BlobStorage): Readonly<Record<string, JobHandler>> => ({
  [DELETE_BLOBS]: async ({ blobs }) => {
    // One after the other: a purge of thousands must not crowd out those who are reading.
    for (const blob of String(blobs).split(' ')) await storage.delete(blob);
    return [];
  },
});

/** Takes away what nobody will fetch: ended downloads, uploads never sent, and blobs that no row names. */
export class AttachmentsSweep {
  readonly #options: SweepOptions;
  readonly #repository: AttachmentsRepository;

  constructor(options: SweepOptions) {
    this.#options = options;
    this.#repository = new AttachmentsRepository(options.database);
  }

  /** Quick; every few minutes. Answers how many uploads went. */
  async sweepExpired(): Promise<number> {
    const now = this.#options.clock.now().getTime();
    await this.#repository.commit([write('delete from download where expires_at <= ?', now)]);
    let removed = 0;
    for (;;) {
      const rows = await this.#repository.expired(now, EXPIRED_AT_ONCE);
      let here = 0;
      for (const row of rows) if (await this.#repository.removeUnsent(row, now)) here++;
      removed += here;
      // None removed: all of them moved on or were sent meanwhile.
      if (rows.length < EXPIRED_AT_ONCE || here === 0) return removed;
    }
  }

  /** Looks at every old blob; once a day. Answers how many orphans went. */
  async sweepOrphans(): Promise<number> {
    const { storage, clock } = this.#options;
    const before = new Date(clock.now().getTime() - ORPHAN_AGE_MILLISECONDS);
    let orphans = 0;
    for await (const blob of storage.list(before)) {
      const id = attachmentOfBlob(blob);
      if (id === undefined || (await this.#repository.names(id, blob))) continue;
      await storage.delete(blob);
      orphans++;
    }
    return orphans;
  }
}
