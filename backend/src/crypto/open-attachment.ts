import type { Readable } from 'node:stream';
import type { EncryptionContext } from './encryption-context.ts';
import { type AttachmentManifest, partRanges } from './manifest.ts';
import { type ByteRange, type OpenOptions, openRange } from './open-range.ts';

/** Reads sealed bytes of a named blob; the blob storage's `read`. */
export type ReadBlob = (blob: string, range: ByteRange) => Promise<Readable>;

/** The context of part `index` (from 0) of an attachment; `base` holds `organisation` and `attachment`. */
export const partContext = (base: EncryptionContext, index: number): EncryptionContext => ({
  ...base,
  piece: 'attachment',
  part: String(index),
});

/**
 * Streams an attachment, whole or a range of it, across its parts in the manifest's order. Each part is verified as by
 * openRange under the context of its own place, so a part moved, played again or taken from elsewhere is refused.
 * @param manifest from parseManifest of the opened `manifest` piece
 * @throws {DomainError} content-unreadable; storage errors as they are
 * @throws {RangeError} when the range lies outside the attachment
 */
export async function* openAttachment(
  key: Uint8Array,
  base: EncryptionContext,
  manifest: AttachmentManifest,
  readBlob: ReadBlob,
  range?: ByteRange,
  options: OpenOptions = {},
): AsyncGenerator<Buffer, void, undefined> {
  for (const wanted of partRanges(manifest, range)) {
    const { part, index } = wanted;
    const sizes = {
      sealedSize: part.sealedBytes,
      plaintextSize: part.sizeBytes,
      frameBytes: manifest.frameBytes,
    };
    yield* openRange(
      key,
      partContext(base, index),
      sizes,
      (bytes) => readBlob(part.blob, bytes),
      wanted.range,
      options,
    );
  }
}
