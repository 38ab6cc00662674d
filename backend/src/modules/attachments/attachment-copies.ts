import { Readable } from 'node:stream';
import { type CarriedFrom, type UploadOwner, type UploadStatus, uploadNotFound } from './attachments.domain.ts';
import type { AttachmentsService, MessageKeyHolder } from './attachments.service.ts';
import type { DownloadSlots } from './download-slots.ts';
import type { Carrying } from './uploads.service.ts';

/** Bytes that one step copies at most: a request's worth, also on a slow disk. */
const STEP_BYTES = 128 * 1024 ** 2;

/** An attachment that is to become an upload. */
export interface CopySource extends MessageKeyHolder {
  readonly attachmentId: string;
  /** Whose downloads are counted: a recipient's id, or the message's id for its sender. */
  readonly holderId: string;
  /** The delegated or function mailbox that it is asked for in; null = the owner's own. */
  readonly mailboxId: string | null;
  /** How often the holder may download each attachment; null = as often as she likes. */
  readonly maxDownloads: number | null;
}

export interface AttachmentCopiesOptions {
  readonly attachments: AttachmentsService;
  readonly slots: DownloadSlots;
  readonly stepBytes?: number;
}

const isSame = (from: CarriedFrom, source: CopySource): boolean =>
  from.messageId === source.messageId &&
  from.attachmentId === source.attachmentId &&
  from.holderId === source.holderId &&
  from.mailboxId === source.mailboxId;

/**
 * Copies an attachment of a message into an unsent upload, sealed under a key of its own, so that destroying either leaves the
 * other. Step by step: every step asks anew whether it may, and one that broke off goes on from the last durable byte.
 */
export class AttachmentCopies {
  readonly #options: AttachmentCopiesOptions;
  readonly #stepBytes: number;

  constructor(options: AttachmentCopiesOptions) {
    this.#options = options;
    this.#stepBytes = options.stepBytes ?? STEP_BYTES;
  }

  /**
   * Makes room for the copy, with what records it in the same commit: there is none without.
   * @throws {DomainError} upload-too-large, attachments-too-many
   */
  begin(
    owner: UploadOwner,
    file: { readonly name: string; readonly sizeBytes: number },
    carrying: Carrying,
  ): Promise<UploadStatus> {
    return this.#options.attachments.create(owner, file, carrying);
  }

  /**
   * Copies the next bytes, and counts a download where the message has a limit.
   * @throws {DomainError} upload-not-found, upload-offset-mismatch, download-limit-reached, not-found, content-unreadable
   */
  async step(owner: UploadOwner, uploadId: string, source: CopySource): Promise<UploadStatus> {
    const { attachments } = this.#options;
    const [from] = await attachments.carried(owner, [uploadId]);
    if (!from || !isSame(from, source)) throw uploadNotFound();
    const attachment = await attachments.read(source);
    const before = await attachments.status(owner, uploadId);
    if (before.sizeBytes !== attachment.sizeBytes) throw uploadNotFound();
    if (before.complete && before.sizeBytes > 0) return before;
    const { offsetBytes: start } = before;
    const use = this.#use(uploadId, source, attachment);
    await use?.begin(start, Math.max(start + 1, Math.min(start + this.#stepBytes, attachment.sizeBytes)));
    let handedBytes = 0;
    let failure: unknown;
    async function* bytes(stepBytes: number): AsyncGenerator<Buffer, void, undefined> {
      const end = Math.min(start + stepBytes, attachment.sizeBytes) - 1;
      try {
        for await (const chunk of attachment.chunks({ start, end })) {
          await use?.keep();
          yield chunk;
        }
      } catch (error) {
        // An upload takes a stream that breaks for one that ends.
        failure = error;
        throw error;
      }
    }
    try {
      if (!before.complete) {
        const stream = Readable.from(bytes(this.#stepBytes), { objectMode: false });
        handedBytes = (await attachments.appendCarried(owner, uploadId, start, stream)).offsetBytes - start;
      }
      if (failure !== undefined) throw failure;
    } finally {
      await use?.end(start, handedBytes, failure === undefined);
    }
    return attachments.status(owner, uploadId);
  }

  #use(uploadId: string, source: CopySource, file: { readonly id: string; readonly sizeBytes: number }) {
    const { holderId, maxDownloads, messageId, attachmentId } = source;
    if (maxDownloads === null) return null;
    const download = { id: uploadId, holder_id: holderId, message_id: messageId, attachment_id: attachmentId };
    return this.#options.slots.use(download, [file], maxDownloads);
  }
}
