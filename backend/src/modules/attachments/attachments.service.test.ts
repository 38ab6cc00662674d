import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newId } from '../../platform/ids.ts';
import { OutboxWorker } from '../../platform/jobs/outbox.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { attachmentJobs } from './index.ts';
import {
  brokenStreamOf,
  collect,
  type Fixture,
  haltedStreamOf,
  makeFixture,
  PART_BYTES,
  streamOf,
  unzip,
} from './testing/attachments-fixture.ts';

const CANARY = 'KANARIE-läkarintyg';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describeOnBoth('attachments', (open) => {
  let test: TestDatabase;
  let f: Fixture;
  beforeAll(async () => {
    test = await open();
    f = await makeFixture(test);
  });
  afterAll(() => test.end());
  const rowOf = (id: string) => f.database.get<Record<string, unknown>>('select * from attachment where id = ?', id);
  const blobsOf = (id: string) => [...f.storage.blobs.keys()].filter((name) => name.includes(id));

  it('gives back what was uploaded in several parts, whole and by range across them', async () => {
    const content = randomBytes(2.5 * PART_BYTES);
    const id = await f.upload(content, 'stor fil.bin');
    expect(blobsOf(id)).toHaveLength(3);
    const sent = await f.send([id]);
    const item = { id, name: 'stor fil.bin', sizeBytes: content.length, contentType: 'application/octet-stream' };
    expect(sent.items).toEqual([item]);
    expect(await f.attachments.listForMessage(sent.messageId, f.organisationId, sent.messageKey)).toEqual([item]);
    const file = await f.attachments.read({ ...sent, attachmentId: id });
    expect((await collect(file.chunks())).equals(content)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [PART_BYTES - 1, PART_BYTES],
      [10, 2 * PART_BYTES + 5],
      [content.length - 1, content.length - 1],
    ] as const)
      expect((await collect(file.chunks({ start, end }))).equals(content.subarray(start, end + 1))).toBe(true);
  });

  it('keeps nothing of name or content in clear, and no key once the message has it', async () => {
    const id = await f.upload(Buffer.from(CANARY.repeat(50)), `${CANARY}.txt`);
    await f.send([id]);
    const row = await rowOf(id);
    const kept = Buffer.concat([
      ...Object.values(row ?? {}).map((value) => Buffer.from(value instanceof Uint8Array ? value : String(value))),
      ...f.storage.blobs.values(),
    ]);
    for (const form of [
      CANARY,
      Buffer.from(CANARY).toString('base64').slice(0, 20),
      Buffer.from(CANARY).toString('hex'),
    ])
      expect(kept.includes(form)).toBe(false);
    expect(row).toMatchObject({ wrapped_key: null });
    expect(row?.sealed_name).toHaveLength(0);
  });

  it('decides the type by the content and not by the name', async () => {
    const ids = [
      await f.upload(PNG, 'bild.pdf'),
      await f.upload(Buffer.from('a;b\n1;2'), 'x.csv'),
      await f.upload(Buffer.from('<script>'), 'x.html'),
    ];
    const { items } = await f.send(ids);
    expect(items.map(({ contentType }) => contentType)).toEqual(['image/png', 'text/csv', 'application/octet-stream']);
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  it('takes an empty file as complete at once', async () => {
    const id = await f.upload(Buffer.alloc(0), 'tom.txt');
    expect(await f.attachments.status(f.owner, id)).toMatchObject({ complete: true, sizeBytes: 0, offsetBytes: 0 });
    const sent = await f.send([id]);
    expect(await collect((await f.attachments.read({ ...sent, attachmentId: id })).chunks())).toHaveLength(0);
  });

  it('keeps what came before the connection broke, and goes on from there', async () => {
    const content = randomBytes(PART_BYTES + 50_000);
    const { id } = await f.attachments.create(f.owner, { name: 'a', sizeBytes: content.length });
    const first = await f.attachments.append(f.owner, id, 0, brokenStreamOf(content.subarray(0, PART_BYTES + 1_000)));
    expect(first.offsetBytes).toBe(PART_BYTES + 1_000);
    expect(await f.attachments.status(f.owner, id)).toMatchObject({
      offsetBytes: first.offsetBytes,
      complete: false,
      contentType: null,
    });
    await expect(f.send([id])).rejects.toMatchObject({ type: 'upload-incomplete' });
    await f.attachments.append(f.owner, id, first.offsetBytes, streamOf(content.subarray(first.offsetBytes)));
    const sent = await f.send([id]);
    expect((await collect((await f.attachments.read({ ...sent, attachmentId: id })).chunks())).equals(content)).toBe(
      true,
    );
  });

  it('keeps what came when it is told to stop', async () => {
    const { id } = await f.attachments.create(f.owner, { name: 'a', sizeBytes: 1_000 });
    const stop = new AbortController();
    const stream = haltedStreamOf(randomBytes(400), () => stop.abort());
    expect(await f.attachments.append(f.owner, id, 0, stream, stop.signal)).toMatchObject({ offsetBytes: 400 });
  });

  it('has one winner when two requests go on from the same offset, and no blob of the loser', async () => {
    const [one, two] = [randomBytes(PART_BYTES / 2), randomBytes(PART_BYTES / 2)] as [Buffer, Buffer];
    const { id } = await f.attachments.create(f.owner, { name: 'a', sizeBytes: one.length });
    const results = await Promise.allSettled(
      [one, two].map((bytes) => f.attachments.append(f.owner, id, 0, streamOf(bytes))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { type: 'upload-offset-mismatch' },
    });
    expect(blobsOf(id)).toHaveLength(1);
    const sent = await f.send([id]);
    const kept = await collect((await f.attachments.read({ ...sent, attachmentId: id })).chunks());
    expect(kept.equals(results[0]?.status === 'fulfilled' ? one : two)).toBe(true);
  });

  it('keeps the parts before one that the storage refused', async () => {
    const content = randomBytes(3 * PART_BYTES);
    const { id } = await f.attachments.create(f.owner, { name: 'a', sizeBytes: content.length });
    f.storage.failNext(1);
    await expect(f.attachments.append(f.owner, id, 0, streamOf(content))).rejects.toMatchObject({
      type: 'storage-full',
    });
    expect(await f.attachments.status(f.owner, id)).toMatchObject({ offsetBytes: PART_BYTES });
    expect(blobsOf(id)).toHaveLength(1);
  });

  it('refuses another offset, more bytes than announced, and another owner or organisation', async () => {
    const { id } = await f.attachments.create(f.owner, { name: 'a', sizeBytes: 10 });
    const append = (bytes: number, offset: number, owner = f.owner) =>
      f.attachments.append(owner, id, offset, streamOf(randomBytes(bytes)));
    await expect(append(5, 1)).rejects.toMatchObject({ type: 'upload-offset-mismatch' });
    await expect(f.attachments.append(f.owner, id, 0, streamOf(randomBytes(20), 5))).rejects.toMatchObject({
      type: 'upload-too-large',
    });
    for (const other of [
      { ...f.owner, id: newId(3) },
      { ...f.owner, kind: 'link' as const },
      { ...f.owner, organisationId: newId(4) },
    ]) {
      await expect(append(10, 0, other)).rejects.toMatchObject({ type: 'upload-not-found' });
      await expect(f.attachments.status(other, id)).rejects.toMatchObject({ type: 'upload-not-found' });
      await expect(f.attachments.remove(other, id)).rejects.toMatchObject({ type: 'upload-not-found' });
    }
    expect(await append(10, 0)).toMatchObject({ offsetBytes: 10 });
    await expect(append(1, 10)).rejects.toMatchObject({ type: 'upload-too-large' });
  });

  it('takes the largest size and refuses the next', async () => {
    const owner = { ...f.owner, id: newId(5) };
    const create = (sizeBytes: number) => f.attachments.create(owner, { name: 'a', sizeBytes });
    await create(LIMITS.attachmentBytes);
    await expect(create(LIMITS.attachmentBytes + 1)).rejects.toMatchObject({ type: 'upload-too-large' });
    await expect(create(-1)).rejects.toMatchObject({ type: 'invalid-request' });
    for (let i = 0; i < 7; i++) await create(LIMITS.attachmentBytes);
    await expect(create(1)).rejects.toMatchObject({ type: 'upload-too-large' });
  });

  it('takes fifty attachments in a message and refuses one more', async () => {
    const owner = { ...f.owner, id: newId(6) };
    const ids: string[] = [];
    for (let i = 0; i < LIMITS.attachmentsPerMessage + 1; i++)
      ids.push(await f.upload(Buffer.alloc(0), `${i}.txt`, owner));
    await expect(f.send(ids, owner)).rejects.toMatchObject({ type: 'attachments-too-many' });
    expect((await f.send(ids.slice(1), owner)).items).toHaveLength(LIMITS.attachmentsPerMessage);
  });

  it('gives an upload to one message only, also when two send at once', async () => {
    const id = await f.upload(randomBytes(10));
    const results = await Promise.allSettled([f.send([id]), f.send([id])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { type: 'upload-not-found' } });
    await expect(f.send([id, id])).rejects.toMatchObject({ type: 'upload-not-found' });
    await expect(f.attachments.remove(f.owner, id)).rejects.toMatchObject({ type: 'upload-not-found' });
  });

  it('opens with its own message key, message and organisation only', async () => {
    const id = await f.upload(randomBytes(10));
    const sent = await f.send([id]);
    const read = (change: object) => f.attachments.read({ ...sent, attachmentId: id, ...change });
    await expect(read({ messageKey: randomBytes(32) })).rejects.toMatchObject({ type: 'content-unreadable' });
    await expect(read({ messageId: newId(7) })).rejects.toMatchObject({ type: 'not-found' });
    await expect(read({ organisationId: newId(8) })).rejects.toMatchObject({ type: 'not-found' });
  });

  it('gives no altered byte: flipped anywhere, parts swapped, cut', async () => {
    const id = await f.upload(randomBytes(2 * PART_BYTES));
    const sent = await f.send([id]);
    const readAll = async () => collect((await f.attachments.read({ ...sent, attachmentId: id })).chunks());
    const [first, second] = blobsOf(id) as [string, string];
    const [a, b] = [first, second].map((name) => f.storage.blobs.get(name) ?? Buffer.alloc(0)) as [Buffer, Buffer];
    const unreadable = { type: 'content-unreadable' };
    for (const at of [0, 60, Math.floor(a.length / 2), a.length - 1]) {
      const damaged = Buffer.from(a);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      f.storage.blobs.set(first, damaged);
      await expect(readAll()).rejects.toMatchObject(unreadable);
    }
    f.storage.blobs.set(first, b).set(second, a);
    await expect(readAll()).rejects.toMatchObject(unreadable);
    f.storage.blobs.set(first, a).set(second, b.subarray(0, b.length - 1));
    await expect(readAll()).rejects.toMatchObject(unreadable);
  });

  it('zips everything with unique names, of the size it announced', async () => {
    const [one, two] = [randomBytes(PART_BYTES + 7), randomBytes(5)];
    const sent = await f.send([
      await f.upload(one, 'Å:1.pdf'),
      await f.upload(two, 'å_1.PDF'),
      await f.upload(Buffer.alloc(0), 'tom'),
    ]);
    const zip = await f.attachments.zip({
      ...sent,
      extraFiles: [{ name: 'message.html', content: Buffer.from('<p>hej</p>') }],
    });
    const bytes = await collect(zip.stream);
    expect(bytes.length).toBe(zip.sizeBytes);
    const files = unzip(bytes, crc32);
    expect([...files.keys()]).toEqual(['message.html', 'Å_1.pdf', 'å_1 (2).PDF', 'tom']);
    expect(files.get('Å_1.pdf')?.equals(one)).toBe(true);
    expect(files.get('message.html')?.toString()).toBe('<p>hej</p>');
  });

  it('ends a zip with an error when a file in it is damaged', async () => {
    const id = await f.upload(randomBytes(10));
    const sent = await f.send([id]);
    const blob = f.storage.blobs.get(blobsOf(id)[0] ?? '') ?? Buffer.alloc(1);
    blob[blob.length - 1] = (blob[blob.length - 1] ?? 0) ^ 1;
    await expect(collect((await f.attachments.zip(sent)).stream)).rejects.toMatchObject({ type: 'content-unreadable' });
  });

  it('destroys rows at once and blobs after the commit when a message is purged', async () => {
    const [gone, kept] = [await f.upload(randomBytes(2 * PART_BYTES)), await f.upload(randomBytes(10))];
    const sent = await f.send([gone]);
    await f.send([kept]);
    await f.database.commit(await f.attachments.purgeStatements([sent.messageId], f.clock.now().getTime()));
    expect(await rowOf(gone)).toBeUndefined();
    const { database, clock } = f;
    const worker = new OutboxWorker({
      database,
      clock,
      handlers: attachmentJobs(f.storage),
      onError: (_kind, reason) => {
        throw new Error(reason);
      },
    });
    await worker.drain();
    expect(blobsOf(gone)).toEqual([]);
    expect(blobsOf(kept)).toHaveLength(1);
    expect(await f.attachments.purgeStatements([], 0)).toEqual([]);
  });

  it('sweeps uploads that were never sent, after their time and not before', async () => {
    const [unsent, sent] = [await f.upload(randomBytes(10)), await f.upload(randomBytes(10))];
    await f.send([sent]);
    f.clock.advance(48 * 3600 - 1);
    expect(await f.attachments.status(f.owner, unsent)).toMatchObject({ complete: true });
    f.clock.advance(1);
    await expect(f.attachments.status(f.owner, unsent)).rejects.toMatchObject({ type: 'upload-not-found' });
    expect(await f.sweep.sweepExpired()).toBeGreaterThan(0);
    expect(await rowOf(unsent)).toBeUndefined();
    expect(await rowOf(sent)).toBeDefined();
  });

  it('sweeps blobs that no row names, a day old, and leaves those of others', async () => {
    const named = await f.upload(randomBytes(10));
    await f.send([named]);
    const orphan = `attachments/${named}/${newId(9)}`;
    for (const name of [orphan, 'others/blob']) {
      f.storage.blobs.set(name, Buffer.alloc(1));
      f.storage.writtenAt.set(name, f.clock.now().getTime());
    }
    await f.sweep.sweepOrphans();
    expect(f.storage.blobs.has(orphan)).toBe(true);
    f.clock.advance(24 * 3600 + 1);
    expect(await f.sweep.sweepOrphans()).toBeGreaterThan(0);
    expect(blobsOf(named)).toHaveLength(1);
    expect(f.storage.blobs.has(orphan)).toBe(false);
    expect(f.storage.blobs.has('others/blob')).toBe(true);
  });

  it('removes an upload with its blobs', async () => {
    const id = await f.upload(randomBytes(10));
    await f.attachments.remove(f.owner, id);
    expect(await rowOf(id)).toBeUndefined();
    await expect(f.attachments.remove(f.owner, id)).rejects.toMatchObject({ type: 'upload-not-found' });
  });
});
