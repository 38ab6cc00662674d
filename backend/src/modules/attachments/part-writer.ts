import { randomUUID } from 'node:crypto';
import { type EncryptionContext, partContext, sealedLength, sealStream } from '../../crypto/index.ts';
import { DomainError } from '../../platform/errors.ts';
import type { BlobStorage } from '../../ports/storage.port.ts';
import { type StoredPart, uploadOffsetMismatch, uploadTooLarge } from './attachments.domain.ts';
import type { UploadSource } from './upload-source.ts';

/** When a part ends although the sender goes on. */
export interface PartLimits {
  /** A broken upload loses at most this much. */
  readonly partBytes: number;
  /** On slow connections parts end sooner: after this time, but not below `slowPartBytes`. */
  readonly slowPartMilliseconds: number;
  readonly slowPartBytes: number;
}

/** One part on its way to the storage. */
export interface PartUnderWay {
  readonly blob: string;
  /** Plaintext bytes taken from the source so far; final once `received`. */
  receivedBytes(): number;
  /** Resolved when the part has taken its last byte from the source: the next part may begin. Never rejected. */
  readonly received: Promise<void>;
  /** The part, durable. Rejected with what the storage or the source threw; then no blob is left. */
  readonly stored: Promise<StoredPart>;
}

export interface NewPart {
  readonly attachmentId: string;
  readonly key: Uint8Array;
  readonly context: EncryptionContext;
  readonly index: number;
  /** Plaintext bytes that the whole upload still lacks. */
  readonly missingBytes: number;
  readonly source: UploadSource;
  /** True once the upload has failed: then an end of the source is no end of a part. */
  isCancelled(): boolean;
}

/** Every blob of an attachment begins with this, so that a blob tells whose it is. */
export const BLOB_FOLDER = 'attachments';
/** The attachment's id in a blob's name; undefined for blobs of others. */
export const attachmentOfBlob = (blob: string): string | undefined => /^attachments\/([0-9a-f-]{36})\//.exec(blob)?.[1];

/**
 * Begins to seal bytes of the source into a new blob: a sealed stream of its own, bound to attachment and place, with a key
 * of its own (a client that resumes with other bytes can therefore never repeat a nonce).
 */
export const writePart = (storage: BlobStorage, limits: PartLimits, part: NewPart, now: () => number): PartUnderWay => {
  const blob = `${BLOB_FOLDER}/${part.attachmentId}/${randomUUID()}`;
  const context = partContext(part.context, part.index);
  let sizeBytes = 0;
  let received = (): void => undefined;
  const wholeReceived = new Promise<void>((resolve) => {
    received = resolve;
  });
  async function* plaintext(): AsyncGenerator<Uint8Array, void, undefined> {
    const startedAt = now();
    const most = Math.min(limits.partBytes, part.missingBytes);
    try {
      while (sizeBytes < most) {
        const chunk = await part.source.next(most - sizeBytes);
        if (part.isCancelled()) throw uploadOffsetMismatch();
        if (!chunk) return;
        sizeBytes += chunk.length;
        yield chunk;
        if (sizeBytes >= limits.slowPartBytes && now() - startedAt >= limits.slowPartMilliseconds) break;
      }
      // The last part is not kept before it is sure that nothing follows.
      if (sizeBytes === part.missingBytes && (await part.source.more())) throw uploadTooLarge({});
    } finally {
      received();
    }
  }
  const write = async (): Promise<StoredPart> => {
    const sealed = sealStream(part.key, context, plaintext(), { releaseChunks: true });
    const sealedBytes = await storage.write(blob, sealed);
    // A storage that wrote something else than it was given must not be believed.
    if (sealedBytes !== sealedLength(sizeBytes, context)) throw new DomainError('storage-unavailable');
    return { blob, sizeBytes, sealedBytes };
  };
  const stored = write();
  // A part that fails early may never have asked for its plaintext.
  stored.then(received, received);
  return { blob, receivedBytes: () => sizeBytes, received: wholeReceived, stored };
};
