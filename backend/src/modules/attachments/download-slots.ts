import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { DownloadRow, DownloadSlotRow } from './attachment.entity.ts';
import { cover, coversAll, type Span } from './covered.domain.ts';

/** A download whose process died lets go after this; longer than a stalled one is waited for. */
export const LEASE_MILLISECONDS = 180_000;
const KEEP_EVERY_MILLISECONDS = 30_000;
/** Bytes that one slot hands over at most, in files: what breaks off before its end again and again is no accident. */
const HANDED_FILES = 10;
/** Fifty who ask at once each lose to another one at most so often. */
const TRIES = 200;

/** A file that a download hands over. */
export interface CountedFile {
  readonly id: string;
  readonly sizeBytes: number;
}

/** What asks for slots: a download, or a copy into another message. */
export type CountedDownload = Pick<DownloadRow, 'id' | 'holder_id' | 'message_id' | 'attachment_id'>;

/** One download of a message with a limit, while its bytes are handed over. */
export interface DownloadUse {
  /** Before the first byte, `start` being its place. @throws {DomainError} download-limit-reached, download-expired — it was completed before */
  begin(start: number): Promise<void>;
  /** Now and then, while bytes go out. @throws {DomainError} download-limit-reached — it stood still for too long, and another one has it */
  keep(): Promise<void>;
  /** After the last byte that went out; `finished` says whether it was the last one that was asked for. */
  end(start: number, handedBytes: number, finished: boolean): Promise<void>;
}

/** Thrown inside a batch when somebody else changed the slot first. */
class SlotTaken extends Error {}
const taken = () => new SlotTaken();
const limitReached = () => new DomainError('download-limit-reached');

const OF_DOWNLOAD = 'where download_id = ? and completed_at is null';

/**
 * Counts downloads of messages with a limit, for each holder and attachment. A slot is taken when the first byte is asked for, used
 * up with the last one, and free again when it broke off. A range of a download goes on in its slot.
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
    const used = (await this.#rows(holderId)).filter((row) => row.completed_at !== null || row.lease_until > now);
    const usedOf = (id: string): number => used.filter(({ attachment_id }) => attachment_id === id).length;
    return new Map(attachmentIds.map((id) => [id, Math.max(0, max - usedOf(id))]));
  }

  /** How many downloads of each attachment of a message each holder has completed. */
  completed(messageId: string): Promise<{ holder_id: string; attachment_id: string; completed: number }[]> {
    return this.#database.all(
      'select holder_id, attachment_id, cast(count(*) as int) as completed from download_slot where message_id = ? and completed_at is not null group by holder_id, attachment_id',
      messageId,
    );
  }

  /** The use of a download of these files: one file, or all in one archive. */
  use(download: CountedDownload, files: readonly CountedFile[], max: number): DownloadUse {
    let keptAt = 0;
    return {
      begin: async (start) => {
        await this.#claim(download, files, max, start);
        keptAt = this.#now();
      },
      keep: async () => {
        if (this.#now() - keptAt < KEEP_EVERY_MILLISECONDS) return;
        keptAt = this.#now();
        await this.#database.commit([
          guard(
            write(`update download_slot set lease_until = ? ${OF_DOWNLOAD}`, keptAt + LEASE_MILLISECONDS, download.id),
            limitReached,
            files.length,
          ),
        ]);
      },
      end: (start, handedBytes, finished) => this.#end(download, files, { start, handedBytes, finished }),
    };
  }

  async #claim(download: CountedDownload, files: readonly CountedFile[], max: number, start: number): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const now = this.#now();
      const rows = await this.#rows(download.holder_id);
      // In one order, so that two archives never wait for each other.
      const ids = files.map(({ id }) => id).sort();
      const statements = ids.map((id) => {
        const ofFile = rows.filter(({ attachment_id }) => attachment_id === id);
        return claimStatement(download, id, slotFor(download, ofFile, { max, start, now }), start, now);
      });
      try {
        return await this.#database.commit(statements);
      } catch (error) {
        if (!(error instanceof SlotTaken)) throw error;
        if (attempt === TRIES) throw new DomainError('temporarily-unavailable');
      }
    }
  }

  async #end(
    download: CountedDownload,
    files: readonly CountedFile[],
    went: { readonly start: number; readonly handedBytes: number; readonly finished: boolean },
  ): Promise<void> {
    const [only] = download.attachment_id === null ? [] : files;
    for (let attempt = 1; ; attempt++) {
      try {
        const statement = only ? await this.#endFile(download, only, went) : this.#endArchive(download, went);
        return await this.#database.commit(statement ? [statement] : []);
      } catch (error) {
        // Another range of the same download ended in between.
        if (!(error instanceof SlotTaken) || attempt === TRIES) throw error;
      }
    }
  }

  async #endFile(
    download: CountedDownload,
    file: CountedFile,
    { start, handedBytes, finished }: { start: number; handedBytes: number; finished: boolean },
  ): Promise<Statement | null> {
    const rows = await this.#rows(download.holder_id);
    const row = rows.find((candidate) => candidate.download_id === download.id && candidate.attachment_id === file.id);
    if (!row || row.completed_at !== null) return null;
    const now = this.#now();
    const covered = cover(JSON.parse(row.covered) as Span[], [start, start + handedBytes]);
    const handed = row.handed_bytes + handedBytes;
    const whole = file.sizeBytes === 0 ? finished : coversAll(covered, file.sizeBytes);
    const usedUp = whole || handed > HANDED_FILES * file.sizeBytes;
    return guard(
      write(
        `update download_slot set covered = ?, handed_bytes = ?, lease_until = ?, completed_at = ? ${OF_DOWNLOAD} and covered = ? and handed_bytes = ?`,
        JSON.stringify(covered),
        handed,
        now,
        usedUp ? now : null,
        download.id,
        row.covered,
        row.handed_bytes,
      ),
      taken,
    );
  }

  #endArchive(download: CountedDownload, { finished }: { readonly finished: boolean }): Statement {
    const now = this.#now();
    return write(
      `update download_slot set lease_until = ?, completed_at = ? ${OF_DOWNLOAD}`,
      now,
      finished ? now : null,
      download.id,
    );
  }

  #rows(holderId: string): Promise<DownloadSlotRow[]> {
    return this.#database.all<DownloadSlotRow>('select * from download_slot where holder_id = ?', holderId);
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** The slot that a download goes on in or takes. @throws {DomainError} download-limit-reached, download-expired */
const slotFor = (
  download: CountedDownload,
  rows: readonly DownloadSlotRow[],
  { max, start, now }: { readonly max: number; readonly start: number; readonly now: number },
): number => {
  const own = rows.find(({ download_id }) => download_id === download.id);
  if (own) {
    // Completed before; or the same file is on its way from its beginning right now.
    if (own.completed_at !== null || (start === 0 && own.lease_until > now)) throw new DomainError('download-expired');
    return own.slot;
  }
  const used = new Set(
    rows.filter((row) => row.completed_at !== null || row.lease_until > now).map(({ slot }) => slot),
  );
  const free = Array.from({ length: max }, (_, index) => index + 1).filter((slot) => !used.has(slot));
  // Any of them: those who ask at once do not all try the same one.
  const slot = free[Math.floor(Math.random() * free.length)];
  if (slot === undefined) throw limitReached();
  return slot;
};

const claimStatement = (
  download: CountedDownload,
  attachmentId: string,
  slot: number,
  start: number,
  now: number,
): Statement =>
  guard(
    write(
      `insert into download_slot (holder_id, attachment_id, slot, message_id, download_id, lease_until, covered, handed_bytes)
         values (?, ?, ?, ?, ?, ?, '[]', 0)
       on conflict (holder_id, attachment_id, slot) do update set
         covered = case when download_slot.download_id = excluded.download_id then download_slot.covered else '[]' end,
         download_id = excluded.download_id, lease_until = excluded.lease_until
       where download_slot.completed_at is null and (download_slot.lease_until <= ?${start === 0 ? '' : ' or download_slot.download_id = excluded.download_id'})`,
      download.holder_id,
      attachmentId,
      slot,
      download.message_id,
      download.id,
      now + LEASE_MILLISECONDS,
      now,
    ),
    taken,
  );
