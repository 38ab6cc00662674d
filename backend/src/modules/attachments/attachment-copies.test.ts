import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { AttachmentCopies, type CopySource } from './attachment-copies.ts';
import type { CarriedFrom } from './attachments.domain.ts';
import { DownloadSlots } from './download-slots.ts';
import { collect, type Fixture, makeFixture } from './testing/attachments-fixture.ts';

const STEP_BYTES = 200_000;
const HOLDER = newId(3);
const CONTENT = randomBytes(500_000);

describeOnBoth('a copy of an attachment', (open) => {
  let test: TestDatabase;
  let fixture: Fixture;
  let copies: AttachmentCopies;
  let slots: DownloadSlots;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    fixture = await makeFixture(test);
    slots = new DownloadSlots(test.database, fixture.clock);
    copies = new AttachmentCopies({ attachments: fixture.attachments, slots, stepBytes: STEP_BYTES });
  });

  const source = async (maxDownloads: number | null = null) => {
    const { messageId, organisationId, messageKey, items } = await fixture.send([await fixture.upload(CONTENT)]);
    return {
      messageId,
      organisationId,
      messageKey,
      attachmentId: items[0]?.id ?? '',
      ...{ holderId: HOLDER, mailboxId: null },
      maxDownloads,
    };
  };
  const begin = async (
    { messageId, attachmentId, holderId, mailboxId }: CopySource,
    more: Partial<CarriedFrom> = {},
    sizeBytes = CONTENT.length,
  ) => {
    const from = { messageId, attachmentId, holderId, mailboxId, level: 1, ...more } as const;
    return (await copies.begin(fixture.owner, { name: 'fil.bin', sizeBytes }, { from, statements: [] })).id;
  };
  const problem = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      (error: { type: string }) => error.type,
    );

  it('comes step by step, counts once when it is whole, and is the same bytes under another key', async () => {
    const from = await source(1);
    const id = await begin(from);
    const offsets: number[] = [];
    const left: (number | undefined)[] = [];
    for (let complete = false; !complete; ) {
      const status = await copies.step(fixture.owner, id, from);
      complete = status.complete;
      offsets.push(status.offsetBytes);
      left.push((await slots.left(from.holderId, [from.attachmentId], 1)).get(from.attachmentId));
    }
    expect(offsets).toEqual([200_000, 400_000, 500_000]);
    expect(left).toEqual([1, 1, 0]);
    expect((await copies.step(fixture.owner, id, from)).complete).toBe(true);
    const another = await begin(from);
    expect(await problem(copies.step(fixture.owner, another, from))).toBe('download-limit-reached');
    const sent = await fixture.send([id]);
    const copy = await fixture.attachments.read({ ...sent, attachmentId: id });
    expect(CONTENT.equals(await collect(copy.chunks()))).toBe(true);
  });

  it('does not use up a download when it is given up', async () => {
    const from = await source(1);
    const id = await begin(from);
    await copies.step(fixture.owner, id, from);
    await fixture.attachments.remove(fixture.owner, id);
    expect((await slots.left(from.holderId, [from.attachmentId], 1)).get(from.attachmentId)).toBe(1);
  });

  it('says so when the original is damaged, and keeps what came before', async () => {
    const from = await source();
    const id = await begin(from);
    await copies.step(fixture.owner, id, from);
    const blobs = [...fixture.storage.blobs].filter(([name]) => name.includes(from.attachmentId));
    for (const [name, blob] of blobs)
      fixture.storage.blobs.set(name, Buffer.concat([blob.subarray(0, -40), Buffer.alloc(40)]));
    const answers: string[] = [];
    for (let step = 0; step < 3; step++) answers.push(await problem(copies.step(fixture.owner, id, from)));
    expect(answers.at(-1)).toBe('content-unreadable');
    expect((await fixture.attachments.status(fixture.owner, id)).offsetBytes).toBeGreaterThanOrEqual(STEP_BYTES);
  });

  it('goes into an upload of one’s own and of the same size only', async () => {
    const from = await source();
    expect(await problem(copies.step(fixture.owner, await begin(from, {}, 3), from))).toBe('upload-not-found');
    const stranger = { ...fixture.owner, id: newId(4) };
    expect(await problem(copies.step(stranger, await begin(from), from))).toBe('upload-not-found');
  });

  it.each([{ messageId: newId(5) }, { attachmentId: newId(5) }, { holderId: newId(5) }, { mailboxId: newId(5) }])(
    'goes on in what was begun for just that: not %o',
    async (other) => {
      const from = await source();
      expect(await problem(copies.step(fixture.owner, await begin(from, other), from))).toBe('upload-not-found');
    },
  );

  it('is the server’s alone: it fills no upload of a client, and a client adds nothing to a copy', async () => {
    const from = await source();
    const own = await fixture.attachments.create(fixture.owner, { name: 'fil.bin', sizeBytes: CONTENT.length });
    expect(await problem(copies.step(fixture.owner, own.id, from))).toBe('upload-not-found');
    const id = await begin(from);
    const append = fixture.attachments.append(fixture.owner, id, 0, Readable.from([CONTENT]));
    expect(await problem(append)).toBe('upload-not-found');
    expect((await copies.step(fixture.owner, id, from)).offsetBytes).toBe(STEP_BYTES);
  });

  it('holds little in memory at a time, however large the file', async () => {
    const from = await source();
    const id = await begin(from);
    const before = fixture.storage.chunksRead;
    await copies.step(fixture.owner, id, from);
    // A step reads its own frames only.
    expect(fixture.storage.chunksRead - before).toBeLessThan(10);
  });
});
