import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import { DownloadCountEntity, type DownloadCountRow, type DownloadRow } from './attachment.entity.ts';
import { bounded, type Counted, copiesIn, tally, withoutCopy } from './covered.domain.ts';

/** A download whose process died lets go after this; longer than a stalled one is waited for. */
export const LEASE_MILLISECONDS = 180_000;
const KEEP_EVERY_MILLISECONDS = 30_000;
/** Bytes that one download hands over at most, in files: what breaks off before its end again and again is no accident. */
const HANDED_FILES = 10;
/** Requests of one holder for one file that are on their way at the same time; a browser makes six. */
export const MOST_UNDER_WAY = 100;
/** Fifty who ask at once each lose to another one at most so often. */
const TRIES = 200;

/** A file that a download hands over. */
export interface CountedFile {
  readonly id: string;
  readonly sizeBytes: number;
}

/** What is counted: a download, or a copy into another message. */
export type CountedDownload = Pick<DownloadRow, 'id' | 'holder_id' | 'message_id' | 'attachment_id'>;

/** One request for bytes of a message with a limit, while they are handed over. */
export interface DownloadUse {
  /**
   * Before the first byte, `start` and `end` (exclusive; left out = the file's) being what is asked for.
   * @throws {DomainError} download-limit-reached, download-expired — it was completed before, too-many-requests
   */
  begin(start: number, end?: number): Promise<void>;
  /** Now and then, while bytes go out. @throws {DomainError} download-limit-reached — it stood still for too long, and another one has its place */
  keep(): Promise<void>;
  /** After the last byte that went out; `finished` says whether it was the last one that was asked for. */
  end(start: number, handedBytes: number, finished: boolean): Promise<void>;
}

/** Bytes on their way: they count as handed over until they end or their lease does. */
interface UnderWay {
  readonly use: string;
  readonly download: string;
  readonly start: number;
  readonly end: number;
  readonly leaseUntil: number;
}

/** A count as it is worked with: the row's JSON read. */
interface Count {
  readonly revision: number;
  readonly completed: number;
  /** In a bounded number of pieces. */
  readonly covered: readonly Counted[];
  readonly handedBytes: number;
  readonly underWay: readonly UnderWay[];
  readonly finishedBy: readonly string[];
}

const NONE: Count = { revision: 0, completed: 0, covered: [], handedBytes: 0, underWay: [], finishedBy: [] };

const countOf = (row: DownloadCountRow): Count => ({
  revision: row.revision,
  completed: row.completed,
  covered: JSON.parse(row.covered) as Counted[],
  handedBytes: row.handed_bytes,
  underWay: JSON.parse(row.under_way) as UnderWay[],
  finishedBy: JSON.parse(row.finished_by) as string[],
});

/** An empty file counts as one byte, handed over when its download ends. */
const countedSize = (sizeBytes: number): number => Math.max(1, sizeBytes);

/** Thrown inside a batch when somebody else changed a count first. */
class CountMoved extends Error {}
const moved = () => new CountMoved();
const tooMany = () => new DomainError('too-many-requests', { retryAfterSeconds: 30 });
const limitReached = () => new DomainError('download-limit-reached');

/** How many copies are used up when everything under way arrives. */
const usedUp = ({ completed, covered, underWay }: Count, sizeBytes: number, now: number): number => {
  const coming = underWay.filter(({ leaseUntil }) => leaseUntil > now);
  const spans = coming.map(({ start, end }): Counted => [start, end, 1]);
  return completed + copiesIn(tally([...covered, ...spans]), countedSize(sizeBytes));
};

/** The count with a use more under way. @throws {DomainError} download-limit-reached, download-expired, too-many-requests */
const begun = (count: Count, file: CountedFile, added: UnderWay, max: number, now: number): Count => {
  const underWay = count.underWay.filter(({ leaseUntil }) => leaseUntil > now);
  // Completed before; or the same file is on its way from its beginning right now.
  const isRunning = added.start === 0 && underWay.some((one) => one.download === added.download && one.start === 0);
  if (isRunning || count.finishedBy.includes(added.download)) throw new DomainError('download-expired');
  if (underWay.length >= MOST_UNDER_WAY) throw tooMany();
  // Some byte is left that has not gone out as often as it may: whatever is asked for now, there will be no copy too many.
  if (usedUp(count, file.sizeBytes, now) >= max) throw limitReached();
  return { ...count, underWay: [...underWay, added] };
};

/** The count after a use that handed over `span`, and as many bytes in all. */
const ended = (count: Count, file: CountedFile, use: Place, span: Counted, handedBytes: number): Count => {
  const underWay = count.underWay.filter((one) => one.use !== use.use || one.start !== use.start);
  const covered = bounded(tally([...count.covered, span]));
  const handed = count.handedBytes + handedBytes;
  const isWhole = copiesIn(covered, countedSize(file.sizeBytes)) > 0;
  if (!isWhole && handed <= HANDED_FILES * file.sizeBytes) return { ...count, underWay, covered, handedBytes: handed };
  const finishedBy = [...count.finishedBy, use.download];
  return {
    ...{ revision: count.revision, completed: count.completed + 1 },
    ...{ underWay, finishedBy, covered: withoutCopy(covered), handedBytes: 0 },
  };
};

type Place = Pick<UnderWay, 'use' | 'download' | 'start'>;

/**
 * Counts downloads of messages with a limit, for each holder and attachment: how often each byte was handed over, by whatever asked
 * for it. So many downloads are used up as there are whole copies among these bytes, and none by what broke off.
 */
export class DownloadSlots {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** How many of `max` each attachment has left for the holder; those under way count as used. */
  async left(holderId: string, attachmentIds: readonly string[], max: number): Promise<ReadonlyMap<string, number>> {
    const now = this.#now();
    const rows = new Map((await this.#rows(holderId)).map((row) => [row.attachment_id, row]));
    const leftOf = (row: DownloadCountRow | undefined): number =>
      row ? Math.max(0, max - usedUp(countOf(row), row.size_bytes, now)) : max;
    return new Map(attachmentIds.map((id) => [id, leftOf(rows.get(id))]));
  }

  /** How many downloads of each attachment of a message each holder has completed. */
  completed(messageId: string): Promise<{ holder_id: string; attachment_id: string; completed: number }[]> {
    return this.#database.all(
      'select holder_id, attachment_id, completed from download_count where message_id = ? and completed > 0',
      messageId,
    );
  }

  /** The use of a download of these files: one file, or all in one archive. */
  use(download: CountedDownload, files: readonly CountedFile[], max: number): DownloadUse {
    let keptAt = 0;
    const use = newId(this.#now());
    const place = (start: number): Place => ({ use, download: download.id, start });
    return {
      begin: async (start, end) => {
        await this.#change(download, files, (count, file) => {
          const now = this.#now();
          const lease = { end: end ?? countedSize(file.sizeBytes), leaseUntil: now + LEASE_MILLISECONDS };
          return begun(count, file, { ...place(start), ...lease }, max, now);
        });
        keptAt = this.#now();
      },
      keep: async () => {
        const now = this.#now();
        if (now - keptAt < KEEP_EVERY_MILLISECONDS) return;
        keptAt = now;
        await this.#change(download, files, (count) => {
          if (!count.underWay.some((one) => one.use === use)) throw limitReached();
          const kept = (one: UnderWay) => (one.use === use ? { ...one, leaseUntil: now + LEASE_MILLISECONDS } : one);
          return { ...count, underWay: count.underWay.map(kept) };
        });
      },
      end: (start, handedBytes, finished) => {
        const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        return this.#change(download, files, (count, file) => {
          const isArchive = download.attachment_id === null;
          // Where an archive broke off is not known of its files; each has a share of what went out.
          const share = Math.min(1, handedBytes / Math.max(1, total)) * file.sizeBytes;
          const handed = isArchive ? Math.ceil(finished ? file.sizeBytes : share) : handedBytes;
          const whole: Counted = [0, countedSize(file.sizeBytes), finished ? 1 : 0];
          const span: Counted = isArchive || file.sizeBytes === 0 ? whole : [start, start + handedBytes, 1];
          return ended(count, file, place(start), span, handed);
        });
      },
    };
  }

  /** Changes the counts of all files in one batch, each from exactly what was read. */
  async #change(
    download: CountedDownload,
    files: readonly CountedFile[],
    change: (count: Count, file: CountedFile) => Count,
  ): Promise<void> {
    // In one order, so that two archives never wait for each other.
    const ordered = [...files].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (let attempt = 1; ; attempt++) {
      const rows = new Map((await this.#rows(download.holder_id)).map((row) => [row.attachment_id, row]));
      const statements = ordered.map((file) => {
        const row = rows.get(file.id);
        return countStatement(download, file, change(row ? countOf(row) : NONE, file));
      });
      try {
        return await this.#database.commit(statements);
      } catch (error) {
        if (!(error instanceof CountMoved)) throw error;
        if (attempt === TRIES) throw new DomainError('temporarily-unavailable');
      }
    }
  }

  #rows(holderId: string): Promise<DownloadCountRow[]> {
    return this.#database.all<DownloadCountRow>('select * from download_count where holder_id = ?', holderId);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** The write of a count over the revision that it was made from; else CountMoved. */
const countStatement = (download: CountedDownload, file: CountedFile, count: Count): Statement => {
  const values = {
    completed: count.completed,
    covered: JSON.stringify(count.covered),
    handed_bytes: count.handedBytes,
    under_way: JSON.stringify(count.underWay),
    finished_by: JSON.stringify(count.finishedBy),
  };
  const key = { holder_id: download.holder_id, attachment_id: file.id };
  const of = { message_id: download.message_id, size_bytes: file.sizeBytes, revision: 1 };
  if (count.revision === 0) return guard(insert(DownloadCountEntity, { ...key, ...of, ...values }, 'nothing'), moved);
  return guard(
    write(
      'update download_count set revision = revision + 1, completed = ?, covered = ?, handed_bytes = ?, under_way = ?, finished_by = ? where holder_id = ? and attachment_id = ? and revision = ?',
      ...Object.values(values),
      download.holder_id,
      file.id,
      count.revision,
    ),
    moved,
  );
};
