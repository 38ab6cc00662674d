import { wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, type Statement, write } from '../../platform/database/statements.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { openName, uploadKeyContext } from './attachment-sealing.ts';
import {
  UPLOAD_LIFETIME_MILLISECONDS,
  type UploadOwner,
  uploadIncomplete,
  uploadNotFound,
} from './attachments.domain.ts';
import { deleteBlobs, partsOf } from './attachments.repository.ts';

/** An upload that something keeps, complete or not. Protected data: never log. */
export interface HeldUpload {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly offsetBytes: number;
  readonly complete: boolean;
}

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** Unsent uploads that something which lives longer keeps, by its id: they do not expire, and go when it goes. */
export class HeldUploads {
  readonly #database: Database;
  readonly #keyRing: KeyRing;

  constructor(database: Database, keyRing: KeyRing) {
    this.#database = database;
    this.#keyRing = keyRing;
  }

  /** Those of `ids` that are still held and unsent, in that order. @throws {DomainError} key-unwrap-failed, content-unreadable */
  async list(holderId: string, ids: readonly string[]): Promise<HeldUpload[]> {
    const rows = await this.#rows(holderId);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found = ids.flatMap((id) => byId.get(id) ?? []);
    return Promise.all(found.map((row) => this.#opened(row)));
  }

  /**
   * The writes that make exactly these uploads the holder's; what it held before has its usual time again. They refuse the batch
   * with upload-not-found when one is not the owner's own, was sent, has expired or is held by something else.
   */
  hold(owner: UploadOwner, holderId: string, ids: readonly string[], nowMs: number): Statement[] {
    const others = ids.length > 0 ? ` and id not in (${marks(ids.length)})` : '';
    const letGo = write(
      `update attachment set held_by = null, expires_at = ? where held_by = ? and message_id is null${others}`,
      nowMs + UPLOAD_LIFETIME_MILLISECONDS,
      holderId,
      ...ids,
    );
    if (ids.length === 0) return [letGo];
    const take = write(
      `update attachment set held_by = ? where owner_id = ? and owner_kind = ? and organisation_id = ? and message_id is null and (held_by = ? or (held_by is null and expires_at > ?)) and id in (${marks(ids.length)})`,
      holderId,
      owner.id,
      owner.kind,
      owner.organisationId,
      holderId,
      nowMs,
      ...ids,
    );
    return [letGo, guard(take, uploadNotFound, ids.length)];
  }

  /** The writes that refuse the batch with upload-incomplete unless so many uploads that are held are whole. */
  requireComplete(holderId: string, count: number): Statement[] {
    if (count === 0) return [];
    const sql =
      'update attachment set held_by = ? where held_by = ? and message_id is null and completed_at is not null';
    return [guard(write(sql, holderId, holderId), uploadIncomplete, count)];
  }

  /** The write that lets all go where the query `ifAny` finds a row, to be swept at once unless a message of the same batch takes them. */
  release(holderId: string, ifAny: Pick<Statement, 'sql' | 'params'>, nowMs: number): Statement {
    return write(
      `update attachment set held_by = null, expires_at = ? where held_by = ? and message_id is null and exists (${ifAny.sql})`,
      nowMs,
      holderId,
      ...ifAny.params,
    );
  }

  /**
   * The writes that destroy what is held: rows with their keys, and after the commit the blobs. Belongs into a batch that is
   * refused when the holder has changed since: what it let go meanwhile must keep its blobs.
   */
  async destroy(holderId: string, nowMs: number): Promise<Statement[]> {
    const blobs = (await this.#rows(holderId)).flatMap((row) => partsOf(row).map(({ blob }) => blob));
    // A part that becomes durable just now is named by no row after this, and without its key: an orphan for the daily sweep.
    return [
      write('delete from attachment where held_by = ? and message_id is null', holderId),
      ...deleteBlobs(blobs, nowMs),
    ];
  }

  #rows(holderId: string): Promise<AttachmentRow[]> {
    return this.#database.all<AttachmentRow>(
      'select * from attachment where held_by = ? and message_id is null',
      holderId,
    );
  }

  async #opened(row: AttachmentRow): Promise<HeldUpload> {
    if (!row.wrapped_key) throw uploadNotFound();
    const wrapped = { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key };
    const key = await this.#keyRing.unwrap(wrapped, uploadKeyContext(row.id));
    const { name } = openName(key, row.organisation_id, row.id, row.sealed_name);
    wipe(key);
    return {
      id: row.id,
      name,
      sizeBytes: row.size_bytes,
      offsetBytes: row.offset_bytes,
      complete: row.completed_at !== null,
    };
  }
}
