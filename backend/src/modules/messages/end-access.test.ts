import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;

describeOnBoth('the end of access after an opening', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const timeline = async (id: string) => (await hanna.get(`/messages/${id}/timeline`)).body;
  const end = (id: string, recipientId: string, by = hanna) => by.post(`/messages/${id}/access-end`, { recipientId });
  const deliver = async (more: readonly { address: string }[] = []) => {
    const address = `ended${++people}@example.org`;
    const id = await product.send(hanna, [external(address), ...more]);
    await product.drain();
    const [{ recipient }] = await timeline(id);
    return { id, address, recipientId: String(recipient.id) };
  };

  it('takes the key of that reader alone, and says what she had done', async () => {
    const { id, address, recipientId } = await deliver([{ address: KALLE }]);
    const page = await product.enter(address);
    await page.post('/link/open');
    expect((await timeline(id))[0].recipient).toMatchObject({ recallable: false, accessEndable: true });
    expect((await end(id, recipientId)).status).toBe(204);
    expect((await page.post('/link/open')).problem).toBe('link-recalled');
    expect((await page.post('/link/downloads', { attachmentId: null })).problem).toBe('link-recalled');
    await expect(product.follow(product.linkOf(address))).rejects.toThrow('link-recalled');
    const [line, other] = await timeline(id);
    expect(line.recipient).toMatchObject({ status: 'recalled' });
    expect(line.recipient).not.toHaveProperty('accessEndable');
    expect(line.events.map(({ kind }: Row) => kind)).toEqual(['sent', 'notified', 'opened', 'access-ended']);
    expect(other.recipient).toMatchObject({ recallable: true });
    expect(await product.count('message_key where holder_id = ?', recipientId)).toBe(0);
    expect(await product.count("audit_event where action = 'message.access-ended' and target_id = ?", id)).toBe(1);
    // Kalle has not opened, and the list says so.
    const { rows } = (await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?folder=sent`)).body;
    expect(rows.find(({ messageId }: Row) => messageId === id).status).toBe('notified');
  });

  it('leaves the sender her copy, also when it was the only reader and when everybody else is recalled later', async () => {
    const { id, recipientId, address } = await deliver([{ address: KALLE }]);
    await (await product.enter(address)).post('/link/open');
    await end(id, recipientId);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    expect((await hanna.post(`/messages/${id}/open`)).body.subject).toBe('Ärende');
    expect(await product.count('message_key where message_id = ?', id)).toBe(1);
  });

  it('ends a colleague’s reading too, without touching her unread count', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const kalle = await product.signIn(KALLE);
    await kalle.post(`/messages/${id}/open`);
    const unread = async () => (await kalle.get('/mailboxes')).body[0].unread;
    const before = await unread();
    const [{ recipient }] = await timeline(id);
    await end(id, recipient.id);
    expect((await kalle.post(`/messages/${id}/open`)).problem).toBe('message-unavailable');
    expect((await kalle.get(`/messages/${id}`)).body.unavailable).toBe('recalled');
    expect(await unread()).toBe(before);
  });

  it('is for who has opened, once, and the sender’s alone', async () => {
    const { id, recipientId, address } = await deliver();
    expect((await end(id, recipientId)).problem).toBe('invalid-request');
    await (await product.enter(address)).post('/link/open');
    for (const stranger of [await product.signIn(KALLE), await product.signIn(LISA)])
      expect((await end(id, recipientId, stranger)).status).toBe(404);
    const other = await deliver();
    expect((await end(id, other.recipientId)).status).toBe(404);
    const both = await Promise.all([end(id, recipientId), end(id, recipientId)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await end(id, recipientId)).problem).toBe('already-recalled');
  });
});
