import type { Readable } from 'node:stream';
import { buildManifest, newKey, openAttachment, STREAM_FRAME_BYTES, wipe } from '../../crypto/index.ts';
import type { Statement } from '../../platform/database/statements.ts';
import { isDomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { BlobStorage } from '../../ports/storage.port.ts';
import type { KeyRing } from '../organisations/index.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { attachmentContext, type FileFacts, openName, sealName, uploadKeyContext } from './attachment-sealing.ts';
import * as rules from './attachments.domain.ts';
import { type AttachmentsRepository, partsOf } from './attachments.repository.ts';
import { contentTypeOf, SAMPLE_BYTES } from './content-type.ts';
import { cleanFileName } from './file-name.domain.ts';
import { type PartLimits, type PartUnderWay, writePart } from './part-writer.ts';
import { makeUploadSource, type UploadSource } from './upload-source.ts';

const MEBIBYTE = 1024 ** 2;
const DEFAULT_LIMITS: PartLimits = {
  partBytes: 64 * MEBIBYTE,
  slowPartMilliseconds: 10_000,
  slowPartBytes: 4 * MEBIBYTE,
};

export interface UploadsOptions {
  readonly repository: AttachmentsRepository;
  readonly keyRing: KeyRing;
  readonly storage: BlobStorage;
  readonly clock: Clock;
  readonly limits?: Partial<PartLimits>;
}

/** An upload that is to become a copy, and what is written in the commit that begins it. */
export interface Carrying {
  readonly from: rules.CarriedFrom;
  readonly statements: readonly Statement[];
}

/** One request that goes on with an upload. */
interface Run {
  readonly row: AttachmentRow;
  readonly key: Buffer;
  readonly source: UploadSource;
  cancelled: boolean;
  parts: readonly rules.StoredPart[];
  offsetBytes: number;
  /** Blobs that no row names; deleted when the run fails. */
  readonly unnamed: Map<string, Promise<unknown>>;
}

/** Uploads from their beginning to their last byte. What is uploaded is sealed on its way in. */
export class UploadsService {
  readonly #options: UploadsOptions;
  readonly #limits: PartLimits;

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
  }

  /**
   * Begins an upload; an empty file is complete at once.
   * @throws {DomainError} upload-name-invalid, upload-too-large, attachments-too-many, invalid-request
   */
  async create(
    owner: rules.UploadOwner,
    file: { readonly name: string; readonly sizeBytes: number },
    carrying?: Carrying,
  ): Promise<rules.UploadStatus> {
    const { repository, keyRing, clock } = this.#options;
    const name = cleanFileName(file.name);
    rules.checkSize(file.sizeBytes);
    rules.checkUnsent(await repository.unsentOf(owner), file.sizeBytes);
    const now = clock.now().getTime();
    const id = newId(now);
    const key = newKey();
    try {
      const wrapped = await keyRing.wrap(owner.organisationId, key, uploadKeyContext(id));
      const facts = { name, contentType: file.sizeBytes === 0 ? await contentTypeOf(name, Buffer.alloc(0)) : null };
      const parts = file.sizeBytes === 0 ? [await this.#emptyPart(owner.organisationId, id, key)] : [];
      const expiresAt = now + rules.UPLOAD_LIFETIME_MILLISECONDS;
      const row = {
        id,
        organisation_id: owner.organisationId,
        owner_kind: owner.kind,
        owner_id: owner.id,
        wrapped_key: wrapped.wrapped,
        key_epoch: wrapped.epoch,
        sealed_name: sealName(key, owner.organisationId, id, facts),
        size_bytes: file.sizeBytes,
        offset_bytes: 0,
        parts: JSON.stringify(parts),
        created_at: now,
        completed_at: file.sizeBytes === 0 ? now : null,
        expires_at: expiresAt,
        carried_message_id: carrying?.from.messageId ?? null,
        carried_attachment_id: carrying?.from.attachmentId ?? null,
        carried_holder_id: carrying?.from.holderId ?? null,
        carried_in: carrying?.from.mailboxId ?? null,
        carried_level: carrying?.from.level ?? null,
      };
      await repository.create(row, carrying?.statements ?? []);
      const complete = file.sizeBytes === 0;
      const { contentType } = facts;
      return { id, contentType, sizeBytes: file.sizeBytes, offsetBytes: 0, complete, expiresAt: new Date(expiresAt) };
    } finally {
      wipe(key);
    }
  }

  /** How far an upload has come. @throws {DomainError} upload-not-found */
  async status(owner: rules.UploadOwner, id: string): Promise<rules.UploadStatus> {
    const { row, key, facts } = await this.open(owner, id);
    wipe(key);
    return {
      id,
      sizeBytes: row.size_bytes,
      offsetBytes: row.offset_bytes,
      complete: row.completed_at !== null,
      contentType: facts.contentType,
      expiresAt: new Date(row.expires_at),
    };
  }

  /**
   * Goes on with an upload from `offset` and answers the new, durable one. When the stream breaks off (or `signal` is
   * aborted) what came is kept. Of several at once from the same offset the first to make a part durable wins.
   * @throws {DomainError} upload-not-found, upload-offset-mismatch, upload-too-large, storage-full, storage-unavailable
   */
  async append(
    owner: rules.UploadOwner,
    id: string,
    offset: number,
    stream: Readable,
    { signal, carried }: { readonly signal: AbortSignal | undefined; readonly carried: boolean },
  ): Promise<{ offsetBytes: number; expiresAt: Date }> {
    const { row, key, facts } = await this.open(owner, id);
    const source = makeUploadSource(stream, signal);
    const run: Run = {
      row,
      key,
      source,
      cancelled: false,
      parts: partsOf(row),
      offsetBytes: row.offset_bytes,
      unnamed: new Map(),
    };
    try {
      // Not a byte of a copy is the client's word, nor is another upload the server's to fill.
      if ((row.carried_message_id !== null) !== carried) throw rules.uploadNotFound();
      if (offset !== row.offset_bytes) throw rules.uploadOffsetMismatch();
      await this.#receive(run, facts);
      const latest = this.#expiry();
      return { offsetBytes: run.offsetBytes, expiresAt: new Date(latest) };
    } catch (error) {
      await this.#cleanUp(run);
      throw error;
    } finally {
      source.close();
      wipe(key);
    }
  }

  /** Ends an upload that was not sent; its blobs are deleted. @throws {DomainError} upload-not-found */
  async remove(owner: rules.UploadOwner, id: string): Promise<void> {
    const { repository, clock } = this.#options;
    // A request under way may move it on between reading and deleting; each can do so but a few times.
    for (;;) {
      const now = clock.now().getTime();
      const row = await repository.findUnsent(owner, id, now);
      if (!row) throw rules.uploadNotFound();
      if (await repository.removeUnsent(row, now)) return;
    }
  }

  /** An unsent upload with its key; wipe the key after use. @throws {DomainError} upload-not-found */
  async open(
    owner: rules.UploadOwner,
    id: string,
    nowMs = this.#options.clock.now().getTime(),
  ): Promise<{ readonly row: AttachmentRow; readonly key: Buffer; readonly facts: FileFacts }> {
    const { repository, keyRing } = this.#options;
    const row = await repository.findUnsent(owner, id, nowMs);
    if (!row?.wrapped_key) throw rules.uploadNotFound();
    const wrapped = { ownerId: row.organisation_id, epoch: row.key_epoch, wrapped: row.wrapped_key };
    const key = await keyRing.unwrap(wrapped, uploadKeyContext(id));
    return { row, key, facts: openName(key, row.organisation_id, id, row.sealed_name) };
  }

  #expiry(): number {
    return this.#options.clock.now().getTime() + rules.UPLOAD_LIFETIME_MILLISECONDS;
  }

  /** Seals part after part. While one is made durable and named, the next is received already; never more than these two. */
  async #receive(run: Run, facts: FileFacts): Promise<void> {
    let named: Promise<void> = Promise.resolve();
    let missing = run.row.size_bytes - run.offsetBytes;
    let index = run.parts.length;
    while (await run.source.more()) {
      if (missing === 0) throw rules.uploadTooLarge({});
      if (index >= rules.PARTS_MOST) throw rules.uploadTooLarge({ partsMost: rules.PARTS_MOST });
      const part = this.#begin(run, index, missing);
      // A failure, of this part or of the one before, is noticed at once and not after another part's bytes.
      await Promise.race([part.received, Promise.all([part.stored, named])]);
      await named;
      missing -= part.receivedBytes();
      named = part.stored.then((stored) => this.#name(run, stored, facts));
      named.catch(() => this.#cancel(run));
      index++;
    }
    await named;
  }

  #begin(run: Run, index: number, missingBytes: number): PartUnderWay {
    const { storage, clock } = this.#options;
    const part = writePart(
      storage,
      this.#limits,
      {
        attachmentId: run.row.id,
        key: run.key,
        context: attachmentContext(run.row.organisation_id, run.row.id),
        index,
        missingBytes,
        source: run.source,
        isCancelled: () => run.cancelled,
      },
      () => clock.now().getTime(),
    );
    run.unnamed.set(part.blob, part.stored);
    part.stored.catch(() => undefined);
    return part;
  }

  #cancel(run: Run): void {
    run.cancelled = true;
    run.source.close();
  }

  /** Names a durable part in the row; with the last one the upload is complete and its type known. */
  async #name(run: Run, stored: rules.StoredPart, facts: FileFacts): Promise<void> {
    const { row, key } = run;
    const parts = [...run.parts, stored];
    const offsetBytes = run.offsetBytes + stored.sizeBytes;
    const complete = offsetBytes === row.size_bytes;
    const completed = complete
      ? { at: this.#options.clock.now().getTime(), sealedName: await this.#sealTyped(row, key, facts, parts) }
      : null;
    // From here on the row may name the blob even if no answer comes: only a clear refusal makes it ours again.
    run.unnamed.delete(stored.blob);
    try {
      await this.#options.repository.advance(row, run.offsetBytes, {
        parts,
        offsetBytes,
        expiresAt: this.#expiry(),
        completed,
      });
    } catch (error) {
      if (isDomainError(error)) run.unnamed.set(stored.blob, Promise.resolve());
      throw error;
    }
    run.parts = parts;
    run.offsetBytes = offsetBytes;
  }

  async #sealTyped(row: AttachmentRow, key: Buffer, facts: FileFacts, parts: rules.StoredPart[]): Promise<Buffer> {
    const manifest = buildManifest(parts, STREAM_FRAME_BYTES);
    const base = attachmentContext(row.organisation_id, row.id);
    const range = { start: 0, end: Math.min(manifest.sizeBytes, SAMPLE_BYTES) - 1 };
    const sample: Buffer[] = [];
    for await (const piece of openAttachment(
      key,
      base,
      manifest,
      (blob, at) => this.#options.storage.read(blob, at),
      range,
    ))
      sample.push(piece);
    const contentType = await contentTypeOf(facts.name, Buffer.concat(sample));
    return sealName(key, row.organisation_id, row.id, { name: facts.name, contentType });
  }

  async #emptyPart(organisationId: string, id: string, key: Buffer): Promise<rules.StoredPart> {
    const { storage, clock } = this.#options;
    const source: UploadSource = { next: async () => undefined, more: async () => false, close: () => undefined };
    const context = attachmentContext(organisationId, id);
    const part = { attachmentId: id, key, context, index: 0, missingBytes: 0, source, isCancelled: () => false };
    return writePart(storage, this.#limits, part, () => clock.now().getTime()).stored;
  }

  /** Stops what is still being written and deletes what no row names; what that misses the sweep finds. */
  async #cleanUp(run: Run): Promise<void> {
    this.#cancel(run);
    await Promise.allSettled(run.unnamed.values());
    await Promise.allSettled([...run.unnamed.keys()].map((blob) => this.#options.storage.delete(blob)));
  }
}
