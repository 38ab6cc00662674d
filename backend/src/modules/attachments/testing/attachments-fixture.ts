import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { newId } from '../../../platform/ids.ts';
import type { TestDatabase } from '../../../testing/databases.ts';
import { FixedClock } from '../../../testing/fixed-clock.ts';
import { KeyRing } from '../../organisations/index.ts';
import { AttachmentsService, AttachmentsSweep, type UploadOwner } from '../index.ts';
import { MemoryStorage } from './memory-storage.ts';

/** Small enough that tests have several parts. */
export const PART_BYTES = 300_000;
const PLAIN_KMS = {
  wrap: async (key: Uint8Array) => Buffer.from(key),
  unwrap: async (key: Uint8Array) => Buffer.from(key),
};

/** The module on a real database, with blobs in memory. */
export const makeFixture = async (test: TestDatabase) => {
  const clock = new FixedClock();
  const storage = new MemoryStorage();
  storage.nowMs = clock.now().getTime();
  const keyRing = new KeyRing(test.database, PLAIN_KMS, clock);
  const organisationId = newId(clock.now().getTime());
  await keyRing.ensure(organisationId);
  const { database } = test;
  const attachments = new AttachmentsService({ database, clock, keyRing, storage, limits: { partBytes: PART_BYTES } });
  const owner: UploadOwner = { kind: 'account', id: newId(1), organisationId };
  const upload = async (content: Uint8Array, name = 'fil.bin', by = owner): Promise<string> => {
    const { id } = await attachments.create(by, { name, sizeBytes: content.length });
    if (content.length > 0) await attachments.append(by, id, 0, streamOf(content));
    return id;
  };
  const send = async (ids: readonly string[], by = owner) => {
    const holder = { messageId: newId(2), organisationId, messageKey: randomBytes(32) };
    const claim = await attachments.claim({ ...holder, owner: by, attachmentIds: ids }, clock.now().getTime());
    await database.commit(claim.statements);
    return { ...holder, items: claim.items };
  };
  const sweep = new AttachmentsSweep({ database, storage, clock });
  return { database, clock, storage, keyRing, organisationId, attachments, owner, upload, send, sweep };
};
export type Fixture = Awaited<ReturnType<typeof makeFixture>>;

/** A request's body: fresh chunks, as a socket gives them. */
export const streamOf = (content: Uint8Array, chunkBytes = 65_536): Readable => {
  const chunks: Buffer[] = [];
  for (let at = 0; at < content.length; at += chunkBytes)
    chunks.push(Buffer.from(content.subarray(at, at + chunkBytes)));
  return Readable.from(chunks, { objectMode: false });
};

/** A body that gives `content` and, when it has been taken, lets `then` happen instead of going on. */
export const haltedStreamOf = (content: Uint8Array, then: (stream: Readable) => void): Readable => {
  let given = false;
  return new Readable({
    highWaterMark: 1,
    read() {
      if (given) setImmediate(then, this);
      else this.push(Buffer.from(content));
      given = true;
    },
  });
};

/** A body that gives `content` and then breaks off like a lost connection. */
export const brokenStreamOf = (content: Uint8Array): Readable =>
  haltedStreamOf(content, (stream) => stream.destroy(new Error('ECONNRESET')));

/** All chunks in one. */
export const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
};

/** Reads a zip, stored or deflated, by its central directory; checks sizes and CRC-32. */
export const unzip = (zip: Buffer, crc32: (data: Buffer) => number): Map<string, Buffer> => {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, crc, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 20)];
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = zip.subarray(at + 46, at + 46 + nameBytes).toString('utf8');
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    const content = method === 8 ? inflateRawSync(packed) : packed;
    if ((method !== 0 && method !== 8) || crc32(content) !== crc) throw new Error(`damaged entry ${name}`);
    files.set(name, content);
    at += 46 + nameBytes + extra + comment;
  }
  return files;
};
