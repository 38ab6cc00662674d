import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

describeOnBoth('drafts of a mail program', (open) => {
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

  const newDraftKey = () => randomBytes(32).toString('hex');
  const send = (from: AccountBrowser, draftKey: string, more: object = {}, headers?: Record<string, string>) =>
    from.post('/messages', product.message(from, [{ address: KALLE }], { draftKey, ...more }), headers);

  it('become a message once: the second send is told which', async () => {
    const draftKey = newDraftKey();
    const first = await send(hanna, draftKey);
    const before = await product.count('message');
    const second = await send(hanna, draftKey, { subject: 'Ändrat' });
    expect(second).toMatchObject({ status: 409, problem: 'draft-already-sent' });
    expect(second.body.facts).toEqual({ messageId: first.body.id });
    expect(await product.count('message')).toBe(before);
    expect((await send(hanna, newDraftKey())).status).toBe(201);
  });

  it('become one message of many sends at once, each with an Idempotency-Key and uploads of its own or the same', async () => {
    for (const shared of [true, false]) {
      const draftKey = newDraftKey();
      const before = await product.count('message');
      const one = await hanna.upload('a.txt', Buffer.from('a'));
      const uploads = await Promise.all(
        Array.from({ length: 6 }, () => (shared ? one : hanna.upload('a.txt', Buffer.from('a')))),
      );
      const answers = await Promise.all(uploads.map((id) => send(hanna, draftKey, { attachmentIds: [id] })));
      const sent = answers.filter(({ status }) => status === 201);
      expect(sent).toHaveLength(1);
      const others = answers.filter(({ status }) => status !== 201);
      for (const answer of others)
        expect(answer.body).toMatchObject({ status: 409, facts: { messageId: sent[0]?.body.id } });
      expect(await product.count('message')).toBe(before + 1);
    }
  });

  it('are answered by their Idempotency-Key first, also when it is used many times at once', async () => {
    const key = { 'idempotency-key': newDraftKey() };
    const draftKey = newDraftKey();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(hanna, draftKey, {}, key)));
    expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await send(hanna, draftKey, {}, key)).body).toEqual(answers[0]?.body);
  });

  it('of one mailbox are not those of another', async () => {
    const draftKey = newDraftKey();
    expect((await send(hanna, draftKey)).status).toBe(201);
    expect((await send(kalle, draftKey)).status).toBe(201);
    expect((await send(kalle, draftKey, { mailboxId: hanna.mailboxId })).problem).toBe('not-found');
  });

  it('stay sent when the message is recalled', async () => {
    const draftKey = newDraftKey();
    const { body } = await send(hanna, draftKey);
    expect((await hanna.post(`/messages/${body.id}/recall`, { recipientIds: null })).status).toBe(200);
    expect((await send(hanna, draftKey)).body.facts).toEqual({ messageId: body.id });
  });

  it('are found by their key in one’s own mailbox, also after the recall, and by nobody else', async () => {
    const draftKey = newDraftKey();
    const find = async (who: AccountBrowser, key = draftKey) => (await who.get(`/messages/by-draft/${key}`)).body;
    expect(await find(hanna)).toEqual({ messageId: null });
    const { body } = await send(hanna, draftKey);
    expect(await find(hanna)).toEqual({ messageId: body.id });
    expect((await hanna.post(`/messages/${body.id}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await find(hanna)).toEqual({ messageId: body.id });
    // A colleague, and somebody of another organisation.
    for (const other of [kalle, await product.signIn(LISA)]) {
      expect(await find(other)).toEqual({ messageId: null });
    }
    for (const key of ['a'.repeat(63), 'A'.repeat(64)])
      expect((await hanna.get(`/messages/by-draft/${key}`)).problem).toBe('invalid-request');
  });

  it('are not used up by a send that is refused', async () => {
    const draftKey = newDraftKey();
    expect((await send(hanna, draftKey, { subject: ' ' })).problem).toBe('invalid-request');
    expect((await send(hanna, draftKey)).status).toBe(201);
  });

  it('have a key of 64 hexadecimal digits', async () => {
    for (const draftKey of ['', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64)])
      expect((await send(hanna, draftKey)).problem).toBe('invalid-request');
  });

  it('are named in the log as the way that a message was sent', async () => {
    const { body } = await send(hanna, newDraftKey(), { notification: 'everybody' });
    const plain = await product.send(hanna, [{ address: KALLE }]);
    const facts = async (id: string) => {
      const sql = "select facts from audit_event where action = 'message.sent' and target_id = ?";
      return JSON.parse((await product.database.get<{ facts: string }>(sql, id))?.facts ?? '{}');
    };
    expect(await facts(body.id)).toMatchObject({ notification: 'everybody', fromMailProgram: true });
    expect(await facts(plain)).toMatchObject({ notification: 'links', fromMailProgram: false });
  });
});
