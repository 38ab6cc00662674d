import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;
const CONTENT = randomBytes(600_000);

describeOnBoth('forwarding', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** A message with two files that Kalle has opened. */
  const received = async (more: Readonly<Record<string, unknown>> = {}) => {
    const files = [await hanna.upload('stor.bin', CONTENT), await hanna.upload('tom.txt', Buffer.alloc(0))];
    const id = await product.send(hanna, [{ address: KALLE }], { attachmentIds: files, ...more });
    await kalle.post(`/messages/${id}/open`);
    return { id, big: files[0] ?? '', empty: files[1] ?? '' };
  };
  const carry = (who: AccountBrowser, id: string, attachmentId: string, uploadId: string | null = null) =>
    who.post(`/messages/${id}/carried-files`, { attachmentId, uploadId });
  const passOn = (who: AccountBrowser, to: string, forwardOf: string, more: Readonly<Record<string, unknown>> = {}) =>
    who.post('/messages', product.message(who, [{ address: to }], { forwardOf, ...more }));
  const download = async (who: AccountBrowser, id: string, attachmentId: string) => {
    const asked = await who.post(`/messages/${id}/downloads`, { attachmentId });
    return (await who.call('GET', `/${asked.body.url}`)).bytes;
  };
  const openings = async (id: string) =>
    (await hanna.get(`/messages/${id}/timeline`)).body[0].events.map(({ kind }: Row) => kind);

  it('carries files over on the server, the chosen ones only, as copies that live by themselves', async () => {
    const { id, big } = await received();
    const carried = (await carry(kalle, id, big)).body;
    expect(carried).toEqual({
      uploadId: expect.any(String),
      sizeBytes: CONTENT.length,
      offsetBytes: CONTENT.length,
      complete: true,
    });
    const sent = (await passOn(kalle, OLGA, id, { attachmentIds: [carried.uploadId] })).body.id;
    const olga = await product.signIn(OLGA);
    const { attachments } = (await olga.post(`/messages/${sent}/open`)).body;
    expect(attachments).toEqual([
      expect.objectContaining({ id: carried.uploadId, name: 'stor.bin', sizeBytes: CONTENT.length }),
    ]);
    expect(CONTENT.equals(await download(olga, sent, carried.uploadId))).toBe(true);
    const blobsOf = async (attachment: string) => (await product.blobs()).filter((name) => name.includes(attachment));
    expect(await blobsOf(big)).not.toEqual([]);
    expect(await blobsOf(carried.uploadId)).not.toEqual([]);
    await product.database.commit([write('delete from message_key where message_id = ?', id)]);
    expect((await carry(kalle, id, big)).problem).toBe('message-unavailable');
    expect(CONTENT.equals(await download(olga, sent, carried.uploadId))).toBe(true);
  });

  it('carries an empty file', async () => {
    const { id, empty } = await received({ maxDownloads: 1 });
    expect((await carry(kalle, id, empty)).body).toMatchObject({ sizeBytes: 0, complete: true });
    expect((await carry(kalle, id, empty)).problem).toBe('download-limit-reached');
  });

  it('counts as a download where there is a limit, once for each copy that is whole', async () => {
    const { id, big } = await received({ maxDownloads: 2 });
    const { uploadId } = (await carry(kalle, id, big)).body;
    expect((await carry(kalle, id, big, uploadId)).body.complete).toBe(true);
    expect((await carry(kalle, id, big)).status).toBe(200);
    expect((await carry(kalle, id, big)).problem).toBe('download-limit-reached');
    expect((await kalle.post(`/messages/${id}/downloads`, { attachmentId: big })).problem).toBe(
      'download-limit-reached',
    );
    const own = await Promise.all([1, 2, 3].map(() => carry(hanna, id, big)));
    expect(own.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  const begin = async (who: AccountBrowser, bytes: number) => {
    const created = await who.call('POST', '/uploads', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': `filename ${Buffer.from('egen.bin').toString('base64')}`,
    });
    return String(created.headers.location).split('/').at(-1) ?? '';
  };

  it('carries nothing without a trace: an upload of one’s own is none to carry into', async () => {
    const { id, big, empty } = await received({ maxDownloads: 1 });
    expect((await carry(kalle, id, big, await begin(kalle, CONTENT.length))).problem).toBe('upload-not-found');
    expect((await carry(kalle, id, empty, await begin(kalle, 0))).problem).toBe('upload-not-found');
    expect(await openings(id)).toEqual(['sent', 'opened']);
  });

  it('goes on and is sent in the mailbox that it was begun in: not in one’s own after a delegation', async () => {
    const { id, big } = await received();
    const lisaWrote = await product.send(await product.signIn(OLGA), [{ address: HANNA }], {
      attachmentIds: [await (await product.signIn(OLGA)).upload('a.bin', CONTENT)],
    });
    const headers = { 'x-sefos-mailbox': hanna.mailboxId };
    const now = product.clock.now().getTime();
    const given = await hanna.post('/delegations', {
      address: KALLE,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
      olderMessages: true,
    });
    expect(given.status).toBe(201);
    const file = (await kalle.post(`/messages/${lisaWrote}/open`, undefined, headers)).body.attachments[0].id;
    const asked = { attachmentId: file, uploadId: null };
    const { uploadId } = (await kalle.post(`/messages/${lisaWrote}/carried-files`, asked, headers)).body;
    expect(uploadId).toEqual(expect.any(String));
    const message = product.message(kalle, [{ address: OLGA }], { attachmentIds: [uploadId] });
    expect((await kalle.post('/messages', message)).problem).toBe('upload-not-found');
    const own = (await carry(kalle, id, big)).body.uploadId;
    const inHannas = { ...message, mailboxId: hanna.mailboxId };
    const sent = await kalle.post('/messages', { ...inHannas, attachmentIds: [own] }, headers);
    expect(sent.problem).toBe('upload-not-found');
    expect((await kalle.post('/messages', inHannas, headers)).status).toBe(201);
    expect((await hanna.call('DELETE', `/delegations/${given.body.id}`)).status).toBeLessThan(300);
  });

  it('keeps the level of a file that was carried, and logs it, whatever the message says of itself', async () => {
    const { id, big } = await received({ assuranceLevel: 2 });
    const { uploadId } = (await carry(kalle, id, big)).body;
    const send = (more: Readonly<Record<string, unknown>>) =>
      kalle.post('/messages', product.message(kalle, [{ address: HANNA }], { attachmentIds: [uploadId], ...more }));
    for (const more of [{}, { inReplyTo: id }]) expect((await send(more)).problem).toBe('level-below-original');
    const sent = await send({ assuranceLevel: 2, inReplyTo: id });
    expect(sent.status).toBe(201);
    const sql = "audit_event where action = 'message.forwarded' and target_id = ? and facts like ?";
    expect(await product.count(sql, id, `%${sent.body.id}%`)).toBe(1);
  });

  it('asks anew at every step: nothing goes on after a recall, for a stranger, or into another upload', async () => {
    const { id, big, empty } = await received();
    const { uploadId } = (await carry(kalle, id, big)).body;
    const lisa = await product.signIn(LISA);
    const olga = await product.signIn(OLGA);
    expect((await carry(olga, id, big)).problem).toBe('not-found');
    expect((await carry(lisa, id, big, uploadId)).problem).toBe('not-found');
    expect((await carry(hanna, id, big, uploadId)).problem).toBe('upload-not-found');
    expect((await carry(kalle, id, empty, uploadId)).problem).toBe('upload-not-found');
    expect((await carry(kalle, id, newId(1))).problem).toBe('not-found');
    const unread = await product.send(hanna, [{ address: KALLE }], {
      attachmentIds: [await hanna.upload('a.txt', Buffer.from('a'))],
    });
    expect((await carry(kalle, unread, big)).problem).toBe('not-allowed');
    await hanna.post(`/messages/${unread}/recall`, { recipientIds: null });
    expect((await carry(kalle, unread, big)).problem).toBe('message-unavailable');
    expect((await passOn(kalle, OLGA, unread)).problem).toBe('message-unavailable');
  });

  it('keeps the level: the new message has at least that of the original, and its reader must reach it', async () => {
    const strong = await product.signIn(KALLE, 3);
    const id = await product.send(hanna, [{ address: KALLE }], { assuranceLevel: 2 });
    await kalle.post(`/messages/${id}/open`);
    expect((await passOn(kalle, OLGA, id, { assuranceLevel: 1 })).problem).toBe('level-below-original');
    expect((await passOn(kalle, OLGA, id, { assuranceLevel: 2 })).status).toBe(201);
    expect((await passOn(kalle, OLGA, id, { assuranceLevel: 3 })).status).toBe(201);
    const high = await product.send(hanna, [{ address: KALLE }], { assuranceLevel: 3 });
    await strong.post(`/messages/${high}/open`);
    expect((await passOn(kalle, OLGA, high, { assuranceLevel: 3 })).problem).toBe('step-up-required');
    expect((await passOn(strong, OLGA, high, { assuranceLevel: 3 })).status).toBe(201);
  });

  it('passes on only what one has and has opened, and not as an answer as well', async () => {
    const { id } = await received();
    const lisa = await product.signIn(LISA);
    expect((await passOn(lisa, HANNA, id)).problem).toBe('not-found');
    expect((await passOn(kalle, OLGA, newId(1))).problem).toBe('not-found');
    expect((await passOn(kalle, OLGA, id, { inReplyTo: id })).problem).toBe('invalid-request');
    const unread = await product.send(hanna, [{ address: KALLE }]);
    expect((await passOn(kalle, OLGA, unread)).problem).toBe('not-allowed');
  });

  it('may pass on what may not be answered', async () => {
    const { id } = await received({ replyAllowed: false });
    expect((await passOn(kalle, OLGA, id)).status).toBe(201);
  });

  it('tells the sender of a download and never of whom it went to; the log of the own organisation names both messages', async () => {
    const { id, big } = await received();
    const { uploadId } = (await carry(kalle, id, big)).body;
    const to = 'ny@example.org';
    const sent = (
      await kalle.post(
        '/messages',
        product.message(kalle, [external(to)], { forwardOf: id, attachmentIds: [uploadId] }),
      )
    ).body.id;
    expect(await openings(id)).toEqual(['sent', 'opened', 'downloaded']);
    expect((await hanna.get(`/messages/${sent}`)).problem).toBe('not-found');
    expect((await hanna.get(`/messages/${id}/thread`)).body.rows.map(({ messageId }: Row) => messageId)).toEqual([id]);
    expect((await kalle.get(`/messages/${id}/thread`)).body.rows).toHaveLength(2);
    const entry = await product.database.get(
      "select * from audit_event where action = 'message.forwarded' and target_id = ?",
      id,
    );
    expect(JSON.stringify(entry)).toContain(sent);
    expect(JSON.stringify(entry)).not.toContain(to);
  });
});
