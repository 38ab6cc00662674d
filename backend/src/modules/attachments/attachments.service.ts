import { Readable } from 'node:stream';
import { type ByteRange, buildManifest, openAttachment, STREAM_FRAME_BYTES, wipe } from '../../crypto/index.ts';
import type { Database } from '../../platform/database/database.ts';
import { type Statement, write } from '../../platform/database/statements.ts';
import { DomainError } from '../../platform/errors.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { attachmentContext, openSent, type SentAttachment, sealSent } from './attachment-sealing.ts';
import * as rules from './attachments.domain.ts';
import { AttachmentsRepository, deleteBlobs, partsOf } from './attachments.repository.ts';
import { UNKNOWN_TYPE } from './content-type.ts';
import { type Carrying, type UploadsOptions, UploadsService } from './uploads.service.ts';
import { type Zip, type ZipFile, zipFiles } from './zip-stream.ts';

/** Whose key opens an attachment: the message that carries it, of the organisation that it belongs to. */
export interface MessageKeyHolder {
  readonly messageId: string;
  readonly organisationId: string;
  /** 32-byte message key; left as it is. Keep it until the last stream has ended. */
  readonly messageKey: Uint8Array;
}

export interface ClaimInput extends MessageKeyHolder {
  readonly owner: rules.UploadOwner;
  /** In the order that readers see. */
  readonly attachmentIds: readonly string[];
}

/** What to put into the batch that sends, and what the message's headline says of it. */
export interface Claim {
  readonly statements: readonly Statement[];
  readonly items: readonly rules.AttachmentItem[];
}

/** An attachment of a message, ready to be read. */
export interface ReadableAttachment extends rules.AttachmentItem {
  /**
   * The content, whole or bytes `start` to `end` inclusive, in buffers that are the taker's own (releaseMemory). Fails with
   * content-unreadable, before it gives any byte of a frame that was altered. Return it early to stop the decryption.
   * @throws {RangeError} when the range lies outside
   */
  chunks(range?: ByteRange): AsyncGenerator<Buffer, void, undefined>;
}

/** A page or other small file that goes into a zip beside the attachments. */
export interface ExtraFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface AttachmentsOptions extends Omit<UploadsOptions, 'repository'> {
  readonly database: Database;
}

/** Files of messages: uploaded by their owner, given to a message, read with the message's key, destroyed with it. */
export class AttachmentsService {
  readonly #options: AttachmentsOptions;
  readonly #repository: AttachmentsRepository;
  readonly #uploads: UploadsService;

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    this.#repository = new AttachmentsRepository(options.database);
    this.#uploads = new UploadsService({ ...options, repository: this.#repository });
  }

  /** See UploadsService.create. @throws {DomainError} upload-name-invalid, upload-too-large, attachments-too-many */
  create(
    owner: rules.UploadOwner,
    file: { readonly name: string; readonly sizeBytes: number },
    carrying?: Carrying,
  ): Promise<rules.UploadStatus> {
    return this.#uploads.create(owner, file, carrying);
  }

  /** See UploadsService.append. @throws {DomainError} upload-not-found, upload-offset-mismatch, upload-too-large */
  append(
    owner: rules.UploadOwner,
    id: string,
    offset: number,
    stream: Readable,
    signal?: AbortSignal,
  ): Promise<{ offsetBytes: number; expiresAt: Date }> {
    return this.#uploads.append(owner, id, offset, stream, { signal, carried: false });
  }

  /** As append, for an upload that was begun as a copy: only the server goes on with those. @throws as append */
  appendCarried(
    owner: rules.UploadOwner,
    id: string,
    offset: number,
    stream: Readable,
  ): Promise<{ offsetBytes: number; expiresAt: Date }> {
    return this.#uploads.append(owner, id, offset, stream, { signal: undefined, carried: true });
  }

  /** What those of the owner's unsent uploads are copies of that are any. @throws {DomainError} attachments-too-many */
  carried(owner: rules.UploadOwner, ids: readonly string[]): Promise<readonly rules.CarriedFrom[]> {
    // Before anything is read: the list's length is the caller's word.
    rules.checkMessage(ids.map(() => 0));
    return this.#repository.carried(owner, ids);
  }

  /** How far an upload has come. @throws {DomainError} upload-not-found */
  status(owner: rules.UploadOwner, id: string): Promise<rules.UploadStatus> {
    return this.#uploads.status(owner, id);
  }

  /** Ends an upload that was not sent. @throws {DomainError} upload-not-found */
  remove(owner: rules.UploadOwner, id: string): Promise<void> {
    return this.#uploads.remove(owner, id);
  }

  /**
   * Prepares to give complete, own, unsent uploads to a message. The statements refuse the batch with upload-not-found when
   * one was sent or removed meanwhile.
   * @throws {DomainError} upload-not-found, upload-incomplete, attachments-too-many, upload-too-large
   */
  async claim(input: ClaimInput, nowMs: number): Promise<Claim> {
    const { owner, attachmentIds, messageId, organisationId, messageKey } = input;
    if (owner.organisationId !== organisationId || new Set(attachmentIds).size !== attachmentIds.length)
      throw rules.uploadNotFound();
    // Before anything is read: the list's length is the caller's word.
    rules.checkMessage(attachmentIds.map(() => 0));
    const items: rules.AttachmentItem[] = [];
    const statements: Statement[] = [];
    for (const [position, id] of attachmentIds.entries()) {
      const { row, key, facts } = await this.#uploads.open(owner, id, nowMs);
      try {
        if (row.completed_at === null) throw rules.uploadIncomplete();
        const sent = {
          key,
          name: facts.name,
          contentType: facts.contentType ?? UNKNOWN_TYPE,
          manifest: manifestOf(row),
        };
        const sealed = sealSent(messageKey, { organisationId, messageId, attachmentId: id }, sent);
        statements.push(this.#repository.claim(row, messageId, position, sealed));
        items.push(itemOf(id, sent));
      } finally {
        wipe(key);
      }
    }
    rules.checkMessage(items.map(({ sizeBytes }) => sizeBytes));
    return { statements, items };
  }

  /** One attachment of a message. @throws {DomainError} not-found, content-unreadable */
  async read(input: MessageKeyHolder & { readonly attachmentId: string }): Promise<ReadableAttachment> {
    const row = await this.#repository.inMessage(input.attachmentId, input.messageId, input.organisationId);
    if (!row) throw new DomainError('not-found');
    return this.#readable(row, input);
  }

  /** All attachments of a message, in its order. @throws {DomainError} content-unreadable */
  async listForMessage(
    messageId: string,
    organisationId: string,
    messageKey: Uint8Array,
  ): Promise<readonly rules.AttachmentItem[]> {
    const rows = await this.#repository.ofMessage(messageId, organisationId);
    return rows.map((row) => itemOf(row.id, opened(row, { messageId, organisationId, messageKey })));
  }

  /** All attachments of a message, in its order, ready to be read. @throws {DomainError} content-unreadable */
  async readAll(input: MessageKeyHolder): Promise<readonly ReadableAttachment[]> {
    const rows = await this.#repository.ofMessage(input.messageId, input.organisationId);
    return rows.map((row) => this.#readable(row, input));
  }

  /** Everything in one archive, stored and not deflated, `extraFiles` first. @throws {DomainError} content-unreadable */
  async zip(
    input: MessageKeyHolder & { readonly extraFiles?: readonly ExtraFile[]; readonly modifiedAt?: Date },
  ): Promise<Zip> {
    const rows = await this.#repository.ofMessage(input.messageId, input.organisationId);
    const modifiedAt = input.modifiedAt ?? new Date(rows[0]?.created_at ?? this.#options.clock.now());
    const files: ZipFile[] = (input.extraFiles ?? []).map(({ name, content }) => ({
      name,
      modifiedAt,
      sizeBytes: content.length,
      open: () => Readable.from([content]),
    }));
    for (const row of rows) {
      const { name, sizeBytes, chunks } = this.#readable(row, input);
      files.push({ name, sizeBytes, modifiedAt: new Date(row.created_at), open: () => Readable.from(chunks()) });
    }
    return zipFiles(files);
  }

  /**
   * The writes that destroy everything these messages carry: rows with their sealed keys, downloads under way, and after the
   * commit the blobs. Belongs into the batch that deletes the message keys.
   */
  async purgeStatements(messageIds: readonly string[], nowMs: number): Promise<Statement[]> {
    if (messageIds.length === 0) return [];
    const rows = await this.#repository.partsOfMessages(messageIds);
    const blobs = rows.flatMap((row) => partsOf(row).map(({ blob }) => blob));
    return [
      ...messageIds.flatMap((id) => [
        write('delete from attachment where message_id = ?', id),
        write('delete from download where message_id = ?', id),
        write('delete from download_count where message_id = ?', id),
      ]),
      ...deleteBlobs(blobs, nowMs),
    ];
  }

  #readable(row: AttachmentRow, holder: MessageKeyHolder): ReadableAttachment {
    const sent = opened(row, holder);
    const base = attachmentContext(row.organisation_id, row.id);
    const { storage } = this.#options;
    const chunks = (range?: ByteRange) =>
      openAttachment(sent.key, base, sent.manifest, (blob, at) => storage.read(blob, at), range, {
        releaseChunks: true,
      });
    return { ...itemOf(row.id, sent), chunks };
  }
}

const manifestOf = (row: AttachmentRow) => buildManifest(partsOf(row), STREAM_FRAME_BYTES);

const itemOf = (id: string, { name, contentType, manifest }: SentAttachment): rules.AttachmentItem => ({
  id,
  name,
  sizeBytes: manifest.sizeBytes,
  contentType,
});

const opened = (row: AttachmentRow, { messageId, organisationId, messageKey }: MessageKeyHolder): SentAttachment => {
  if (!row.sealed_manifest) throw new DomainError('content-unreadable');
  return openSent(messageKey, { organisationId, messageId, attachmentId: row.id }, row.sealed_manifest);
};
