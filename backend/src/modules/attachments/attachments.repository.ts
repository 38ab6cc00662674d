import type { AssuranceLevel } from '@sefos/shared/domain/levels.ts';
import type { Database } from '../../platform/database/database.ts';
import { guard, insert, type Statement, write } from '../../platform/database/statements.ts';
import type { NewRow } from '../../platform/database/table.ts';
import { enqueue } from '../../platform/jobs/outbox.ts';
import { AttachmentEntity, type AttachmentRow } from './attachment.entity.ts';
import {
  type CarriedFrom,
  type StoredPart,
  type UploadOwner,
  uploadNotFound,
  uploadOffsetMismatch,
} from './attachments.domain.ts';

/** The kind of outbox job that deletes blobs whose row is gone. */
export const DELETE_BLOBS = 'delete-blobs';
/** Names in one job: short enough that a job never outlasts its claim. */
const BLOBS_A_JOB = 100;

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

/** Parts of a row, in order. */
export const partsOf = (row: Pick<AttachmentRow, 'parts'>): StoredPart[] => JSON.parse(row.parts) as StoredPart[];

/** Asks for blobs to be deleted after the commit that takes their names away. */
export const deleteBlobs = (blobs: readonly string[], nowMs: number): Statement[] => {
  const jobs: Statement[] = [];
  for (let at = 0; at < blobs.length; at += BLOBS_A_JOB)
    jobs.push(enqueue(DELETE_BLOBS, { blobs: blobs.slice(at, at + BLOBS_A_JOB).join(' ') }, nowMs));
  return jobs;
};

/** What an upload is a copy of; null for one that a client uploads. */
export const carriedFrom = (row: AttachmentRow): CarriedFrom | null => {
  const { carried_message_id: messageId, carried_attachment_id: attachmentId, carried_holder_id: holderId } = row;
  if (messageId === null || attachmentId === null || holderId === null) return null;
  return { messageId, attachmentId, holderId, mailboxId: row.carried_in, level: row.carried_level as AssuranceLevel };
};

/** What one more durable part changes. */
export interface Advance {
  readonly parts: readonly StoredPart[];
  readonly offsetBytes: number;
  readonly expiresAt: number;
  /** With the last part: when, and name and type sealed anew. */
  readonly completed: { readonly at: number; readonly sealedName: Uint8Array } | null;
}

/** Rows of attachments; every query is scoped by owner, message or organisation. */
export class AttachmentsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  commit(statements: readonly Statement[]): Promise<void> {
    return this.#database.commit(statements);
  }

  create(row: NewRow<typeof AttachmentEntity>, others: readonly Statement[]): Promise<void> {
    return this.#database.commit([insert(AttachmentEntity, row), ...others]);
  }

  /** An upload of this owner that is neither sent nor expired. */
  findUnsent(owner: UploadOwner, id: string, nowMs: number): Promise<AttachmentRow | undefined> {
    return this.#database.get<AttachmentRow>(
      'select * from attachment where id = ? and owner_id = ? and owner_kind = ? and organisation_id = ? and message_id is null and (expires_at > ? or held_by is not null)',
      id,
      owner.id,
      owner.kind,
      owner.organisationId,
      nowMs,
    );
  }

  /** What those of the owner's unsent uploads are copies of that are any. */
  async carried(owner: UploadOwner, ids: readonly string[]): Promise<CarriedFrom[]> {
    if (ids.length === 0) return [];
    const rows = await this.#database.all<AttachmentRow>(
      `select * from attachment where id in (${marks(ids.length)}) and owner_id = ? and owner_kind = ? and organisation_id = ? and message_id is null`,
      ...ids,
      owner.id,
      owner.kind,
      owner.organisationId,
    );
    return rows.flatMap((row) => carriedFrom(row) ?? []);
  }

  async unsentOf(owner: UploadOwner): Promise<{ uploads: number; bytes: number }> {
    const row = await this.#database.get<{ uploads: number; bytes: number }>(
      'select count(*) as uploads, cast(coalesce(sum(size_bytes), 0) as bigint) as bytes from attachment where owner_id = ? and owner_kind = ? and message_id is null',
      owner.id,
      owner.kind,
    );
    return { uploads: row?.uploads ?? 0, bytes: row?.bytes ?? 0 };
  }

  /** Moves an upload on from exactly the offset and row that were read. @throws {DomainError} upload-offset-mismatch */
  async advance(row: AttachmentRow, fromBytes: number, to: Advance): Promise<void> {
    const values = [to.offsetBytes, JSON.stringify(to.parts), to.expiresAt, row.id, fromBytes] as const;
    const where = 'where id = ? and offset_bytes = ? and completed_at is null and message_id is null';
    const statement = to.completed
      ? write(
          `update attachment set completed_at = ?, sealed_name = ?, offset_bytes = ?, parts = ?, expires_at = ? ${where}`,
          to.completed.at,
          to.completed.sealedName,
          ...values,
        )
      : write(`update attachment set offset_bytes = ?, parts = ?, expires_at = ? ${where}`, ...values);
    await this.#database.commit([guard(statement, uploadOffsetMismatch)]);
  }

  /** Takes an unsent upload away exactly as it was read, and its blobs after it. False: it moved on meanwhile. */
  async removeUnsent(row: AttachmentRow, nowMs: number): Promise<boolean> {
    let moved = false;
    const remove = guard(
      write(
        "delete from attachment where id = ? and offset_bytes = ? and expires_at = ? and coalesce(held_by, '') = ? and message_id is null",
        row.id,
        row.offset_bytes,
        row.expires_at,
        row.held_by ?? '',
      ),
      () => {
        moved = true;
        return uploadOffsetMismatch();
      },
    );
    const blobs = partsOf(row).map(({ blob }) => blob);
    await this.#database.commit([remove, ...deleteBlobs(blobs, nowMs)]).catch((error: unknown) => {
      if (!moved) throw error;
    });
    return !moved;
  }

  /** The write that gives a complete upload to a message; from then on only the message key opens it. */
  claim(row: AttachmentRow, messageId: string, position: number, sealedManifest: Uint8Array): Statement {
    return guard(
      write(
        'update attachment set message_id = ?, position = ?, sealed_manifest = ?, wrapped_key = null, sealed_name = ?, held_by = null where id = ? and message_id is null and completed_at is not null',
        messageId,
        position,
        sealedManifest,
        Buffer.alloc(0),
        row.id,
      ),
      uploadNotFound,
    );
  }

  /** Attachments of a message, in its order. */
  ofMessage(messageId: string, organisationId: string): Promise<AttachmentRow[]> {
    return this.#database.all<AttachmentRow>(
      'select * from attachment where message_id = ? and organisation_id = ? order by position',
      messageId,
      organisationId,
    );
  }

  /** One attachment of a message. */
  inMessage(id: string, messageId: string, organisationId: string): Promise<AttachmentRow | undefined> {
    return this.#database.get<AttachmentRow>(
      'select * from attachment where id = ? and message_id = ? and organisation_id = ?',
      id,
      messageId,
      organisationId,
    );
  }

  /** Ids and parts of everything that these messages carry. */
  partsOfMessages(messageIds: readonly string[]): Promise<Pick<AttachmentRow, 'id' | 'parts'>[]> {
    return this.#database.all(
      `select id, parts from attachment where message_id in (${marks(messageIds.length)})`,
      ...messageIds,
    );
  }

  /** Unsent uploads whose time is over and that nothing holds, oldest first. */
  expired(nowMs: number, limit: number): Promise<AttachmentRow[]> {
    return this.#database.all<AttachmentRow>(
      `select * from attachment where message_id is null and held_by is null and expires_at <= ? order by expires_at limit ${limit}`,
      nowMs,
    );
  }

  /** Does the attachment's row name this blob? */
  async names(id: string, blob: string): Promise<boolean> {
    // Names of blobs hold no character that LIKE knows; the row decides, so that long lists need not be read here.
    const row = await this.#database.get('select id from attachment where id = ? and parts like ?', id, `%${blob}%`);
    return row !== undefined;
  }
}
