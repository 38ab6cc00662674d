import { crc32 } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { collect, unzip } from '../attachments/testing/attachments-fixture.ts';
import { type ArchiveEntry, archiveStream } from './archive-stream.ts';
import type { ExportSubject } from './export.domain.ts';
import { messageArchive } from './message-archive.ts';

const at = new Date('2026-03-02T09:00:00Z');

async function* zeros(chunks: number, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < chunks; chunk++) yield Buffer.alloc(size);
}

it('asks for an entry when the one before it has gone out', async () => {
  const told: string[] = [];
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield {
      path: 'a',
      modifiedAt: at,
      sizeBytes: 3,
      open: async function* () {
        yield Buffer.from('abc');
        told.push('a is out');
      },
    };
    yield { path: 'b', modifiedAt: at, content: Buffer.from(told.join()) };
  }
  const files = unzip(await collect(archiveStream(entries())), crc32);
  expect([...files].map(([path, content]) => [path, String(content)])).toEqual([
    ['a', 'abc'],
    ['b', 'a is out'],
  ]);
});

it('deflates text of which nobody knows the length', async () => {
  const text = Buffer.from('en rad i en logg\n'.repeat(10_000));
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield {
      ...{ path: 'logg.txt', modifiedAt: at },
      open: async function* () {
        yield text.subarray(0, 9);
        yield text.subarray(9);
      },
    };
  }
  const zip = await collect(archiveStream(entries()));
  expect(zip.length).toBeLessThan(text.length / 10);
  expect(unzip(zip, crc32).get('logg.txt')).toEqual(text);
});

it.each([
  [
    'an entry that fails',
    async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('ab');
      throw new Error('unreadable');
    },
  ],
  [
    'an entry that ends early',
    async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('ab');
    },
  ],
])('fails with %s instead of ending', async (_what, open) => {
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield { path: 'a', modifiedAt: at, sizeBytes: 3, open };
  }
  await expect(collect(archiveStream(entries()))).rejects.toThrow();
});

it('fails whoever begins to read when it has failed already', async () => {
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield { path: 'a', modifiedAt: at, content: Buffer.from('a') };
    throw new Error('gone');
  }
  const stream = archiveStream(entries());
  while (!stream.destroyed) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(collect(stream)).rejects.toThrow('gone');
});

it('lets go of what it reads when nobody takes the rest', async () => {
  let ended = false;
  let taken = false;
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    yield {
      path: 'a',
      modifiedAt: at,
      sizeBytes: 65_536 * 1_000,
      open: async function* () {
        try {
          yield* zeros(1_000);
        } finally {
          ended = true;
        }
      },
    };
    taken = true;
  }
  const stream = archiveStream(entries());
  for await (const _chunk of stream) break;
  while (!ended) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect([stream.destroyed, taken]).toEqual([true, false]);
});

const subject: ExportSubject = {
  language: 'sv',
  exportedAt: at,
  exportedBy: { name: 'Hanna', address: 'hanna@example.org' },
  role: 'sender',
  id: 'm',
  inReplyTo: null,
  subject: 'Ärende',
  bodyHtml: '<p>Hej</p>',
  from: { name: 'Hanna', address: 'hanna@example.org' },
  sentBy: 'Kalle',
  recipients: [],
  sentAt: at,
  assuranceLevel: 2,
  replyAllowed: true,
  validUntil: null,
  maxDownloads: null,
  receipts: [],
  log: {},
};
const place = { render: async () => ({ pdf: Buffer.from('%PDF'), text: 'Hej' }), leave: () => undefined };

it('says in head and metadata who wrote on behalf of whom', async () => {
  const files = unzip(await collect(messageArchive(subject, [], place)), crc32);
  expect(String(files.get('meddelande.html'))).toContain('Kalle på uppdrag av Hanna &lt;hanna@example.org&gt;');
  expect(JSON.parse(String(files.get('metadata.json'))).message).toMatchObject({
    from: { name: 'Hanna' },
    sentBy: 'Kalle',
  });
});

it('leaves its place when it has been taken whole, and when nobody takes more', async () => {
  for (const isWhole of [true, false]) {
    const isLeft = new Promise<void>((resolve) => {
      const stream = messageArchive(subject, [], { ...place, leave: resolve });
      if (isWhole) stream.resume();
      else stream.destroy();
    });
    await isLeft;
  }
});

it('takes no more memory for large originals than for small ones', async () => {
  const chunk = Buffer.alloc(1024 * 1024);
  async function* repeated(count: number): AsyncGenerator<Uint8Array> {
    for (let time = 0; time < count; time++) yield chunk;
  }
  const original = (id: string, count: number) => ({
    id,
    name: `${id}.bin`,
    contentType: 'application/octet-stream',
    sizeBytes: count * chunk.length,
    chunks: () => repeated(count),
  });
  let bytes = 0;
  let most = 0;
  const before = process.memoryUsage().arrayBuffers;
  for await (const part of messageArchive(subject, [original('a', 48), original('b', 48)], place)) {
    bytes += (part as Buffer).length;
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(bytes).toBeGreaterThan(96 * chunk.length);
  expect(most).toBeLessThan(24 * 1024 * 1024);
});

it('reads one of two thousand originals at a time', async () => {
  let open = 0;
  let most = 0;
  const originals = Array.from({ length: 2_000 }, (_, index) => ({
    id: String(index),
    name: 'Отчёт.pdf',
    contentType: 'application/pdf',
    sizeBytes: 1,
    chunks: async function* (): AsyncGenerator<Uint8Array> {
      open += 1;
      most = Math.max(most, open);
      yield Buffer.from('x');
      open -= 1;
    },
  }));
  let bytes = 0;
  for await (const part of messageArchive(subject, originals, place)) bytes += (part as Buffer).length;
  expect(bytes).toBeGreaterThan(2_000 * 100);
  expect(most).toBe(1);
});
