import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { DomainError } from '../../platform/errors.ts';
import type { BlobStorage } from '../../ports/storage.port.ts';
import { assertBlobName } from './blob-name.ts';
import { pull } from './pull.ts';
import { parseS3Url } from './s3-url.ts';

export interface S3StorageOptions {
  /** See `parseS3Url`. Holds a secret: never log. */
  readonly url: string;
  /** Longest wait for a connection; 5 seconds unless told. */
  readonly connectTimeoutMs?: number;
  /** Longest silence during a request; 60 seconds unless told. */
  readonly requestTimeoutMs?: number;
}

/** 10,000 parts are the most: a blob may have 80 GiB. Two parts under way cost 16–24 MiB for each upload. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 60_000;
const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'EntityTooLarge']);

/**
 * Blobs as objects of one bucket, by multipart upload. The store refuses a second write of a name (If-None-Match, and a
 * look before for stores that pass over it). Parts of an upload whose process was killed stay invisible in the store:
 * give the bucket a lifecycle rule that aborts incomplete multipart uploads.
 * @throws {Error} when the URL is wrong: a sentence that says what to change
 */
export const makeS3Storage = (options: S3StorageOptions): BlobStorage & { close(): void } => new S3Storage(options);

class S3Storage implements BlobStorage {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(options: S3StorageOptions) {
    const { endpoint, bucket, region, pathStyle, credentials } = parseS3Url(options.url);
    this.#bucket = bucket;
    this.#client = new S3Client({
      endpoint,
      region,
      forcePathStyle: pathStyle,
      ...(credentials ? { credentials } : {}),
      // Blobs are authenticated by themselves, and compatible stores differ in which checksums they know.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
        requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      },
    });
  }

  async write(name: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number> {
    assertBlobName(name);
    signal?.throwIfAborted();
    if (await this.#exists(name)) throw new DomainError('blob-exists');
    const body = new CountedBody(content, signal);
    const stream = Readable.from(body.chunks(), { objectMode: false, highWaterMark: PART_BYTES });
    const upload = new Upload({
      client: this.#client,
      params: { Bucket: this.#bucket, Key: name, Body: stream, IfNoneMatch: '*' },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    const onAbort = () => void upload.abort();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await upload.done();
      signal?.throwIfAborted();
    } catch (error) {
      stream.destroy();
      signal?.throwIfAborted();
      throw body.failure === undefined ? toStorageError(error) : body.failure.error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
    return body.bytes;
  }

  async read(name: string, range?: { readonly start: number; readonly end: number }): Promise<Readable> {
    assertBlobName(name);
    if (range !== undefined && range.end < range.start) return Readable.from([]);
    const bytes = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` };
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: name, ...bytes }));
      if (Body === undefined) return Readable.from([]);
      // In Node the body is always a stream of Node's; the SDK's type also names the browser's.
      return Body as unknown as Readable;
    } catch (error) {
      // A range that begins after the last byte holds nothing.
      if (statusOf(error) === 416) return Readable.from([]);
      throw statusOf(error) === 404 ? new DomainError('blob-not-found') : toStorageError(error);
    }
  }

  async delete(name: string): Promise<void> {
    assertBlobName(name);
    try {
      await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: name }));
    } catch (error) {
      if (statusOf(error) !== 404) throw toStorageError(error);
    }
  }

  async *list(before: Date): AsyncIterable<string> {
    let continuationToken: string | undefined;
    do {
      const page = await this.#page(continuationToken);
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key !== undefined && LastModified !== undefined && LastModified < before) yield Key;
      }
      continuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (continuationToken !== undefined);
  }

  close(): void {
    this.#client.destroy();
  }

  async #page(token: string | undefined) {
    const more = token === undefined ? {} : { ContinuationToken: token };
    try {
      return await this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket, ...more }));
    } catch (error) {
      throw toStorageError(error);
    }
  }

  async #exists(name: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: name }));
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw toStorageError(error);
    }
  }
}

/** Counts what goes through and keeps the content's own failure apart from the store's. */
class CountedBody {
  bytes = 0;
  failure: { readonly error: unknown } | undefined;
  readonly #content: AsyncIterable<Uint8Array>;
  readonly #signal: AbortSignal | undefined;

  constructor(content: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) {
    this.#content = content;
    this.#signal = signal;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of pull(this.#content, this.#signal)) {
        this.bytes += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}

/** What the SDK attaches to its errors. */
interface SdkFailure {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const statusOf = (error: unknown): number | undefined => (error as SdkFailure | null)?.$metadata?.httpStatusCode;

/** Names what went wrong; neither the address nor the blob's name is in it. */
const toStorageError = (error: unknown): DomainError => {
  if (statusOf(error) === 412) return new DomainError('blob-exists');
  const name = (error as SdkFailure | null)?.name;
  const reason = typeof name === 'string' ? name : 'unknown';
  const full = FULL.has(reason) || statusOf(error) === 507;
  return new DomainError(full ? 'storage-full' : 'storage-unavailable', { reason });
};
