import { Readable } from 'node:stream';
import { DomainError } from '../../../platform/errors.ts';
import type { BlobStorage } from '../../../ports/storage.port.ts';

/** Blobs in memory, to be looked at and damaged. */
export class MemoryStorage implements BlobStorage {
  readonly blobs = new Map<string, Buffer>();
  readonly writtenAt = new Map<string, number>();
  /** What `list` compares with. */
  nowMs = 0;
  /** Chunks handed out by `read` so far. */
  chunksRead = 0;
  #failAfter = Number.POSITIVE_INFINITY;

  /** The write after `succeeding` more fails, once its content was taken. */
  failNext(succeeding: number): void {
    this.#failAfter = succeeding;
  }

  async write(name: string, content: AsyncIterable<Uint8Array>): Promise<number> {
    const fails = this.#failAfter-- === 0;
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(Buffer.from(chunk));
    if (fails) throw new DomainError('storage-full');
    const blob = Buffer.concat(chunks);
    this.blobs.set(name, blob);
    this.writtenAt.set(name, this.nowMs);
    return blob.length;
  }

  async read(name: string, range?: { readonly start: number; readonly end: number }): Promise<Readable> {
    const blob = this.blobs.get(name);
    if (!blob) throw new DomainError('blob-not-found');
    const bytes = range ? blob.subarray(range.start, range.end + 1) : blob;
    const count = (): void => {
      this.chunksRead++;
    };
    async function* chunks(): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += 65_536) {
        count();
        yield Buffer.from(bytes.subarray(at, at + 65_536));
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return Readable.from(chunks(), { objectMode: false });
  }

  async delete(name: string): Promise<void> {
    this.blobs.delete(name);
  }

  async *list(before: Date): AsyncIterable<string> {
    for (const [name, at] of [...this.writtenAt]) if (this.blobs.has(name) && at < before.getTime()) yield name;
  }
}
