import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;

describeOnBoth('a conversation', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
    olga = await product.signIn(OLGA);
    lisa = await product.signIn(LISA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const thread = async (who: AccountBrowser, id: string, query = '') =>
    (await who.get(`/messages/${id}/thread${query}`)).body as { rows: Row[]; nextCursor: string | null };
  const idsOf = async (who: AccountBrowser, id: string) =>
    (await thread(who, id)).rows.map(({ messageId }) => messageId);
  const original = async (who: AccountBrowser, id: string) => (await who.get(`/messages/${id}`)).body.inReplyTo;
  /** An answer, some seconds later. */
  const answer = (who: AccountBrowser, to: string, inReplyTo: string) => {
    product.clock.advance(5);
    return product.send(who, [{ address: to }], { inReplyTo });
  };
  /** Hanna asks Kalle and Lisa; Kalle answers Hanna, who answers him; Lisa knows of the first only. */
  const talk = async () => {
    const first = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    await kalle.post(`/messages/${first}/open`);
    const second = await answer(kalle, HANNA, first);
    const third = await answer(hanna, KALLE, second);
    return { first, second, third };
  };

  it('is told newest first to those who wrote and received it, without opening anything', async () => {
    const { first, second, third } = await talk();
    const { rows, nextCursor } = await thread(hanna, first);
    expect(nextCursor).toBeNull();
    expect(rows).toEqual([
      expect.objectContaining({ messageId: third, role: 'sender', unread: false }),
      expect.objectContaining({
        messageId: second,
        role: 'recipient',
        unread: true,
        from: { name: expect.any(String), address: KALLE },
      }),
      expect.objectContaining({
        messageId: first,
        role: 'sender',
        attachmentCount: 0,
        assuranceLevel: 1,
        unavailable: null,
      }),
    ]);
    expect(await idsOf(kalle, second)).toEqual([third, second, first]);
    const [line] = (await hanna.get(`/messages/${third}/timeline`)).body;
    expect(line.events.map(({ kind }: Row) => kind)).toEqual(['sent']);
  });

  it('tells a mailbox nothing of messages that it has no part in, in its own organisation or another one', async () => {
    const { first, third } = await talk();
    expect(await idsOf(lisa, first)).toEqual([first]);
    for (const stranger of [olga, lisa])
      expect((await stranger.get(`/messages/${third}/thread`)).problem).toBe('not-found');
    expect((await olga.get(`/messages/${first}/thread`)).problem).toBe('not-found');
  });

  it('is read page by page', async () => {
    const { first, second, third } = await talk();
    const page = await thread(kalle, third, '?limit=2');
    expect(page.rows.map(({ messageId }) => messageId)).toEqual([third, second]);
    const rest = await thread(kalle, third, `?limit=2&cursor=${page.nextCursor}`);
    expect(rest).toEqual({ rows: [expect.objectContaining({ messageId: first })], nextCursor: null });
    expect((await kalle.get(`/messages/${third}/thread?cursor=abc`)).problem).toBe('invalid-request');
  });

  it('says what was recalled, and what the session is too low for', async () => {
    const { first, second } = await talk();
    product.clock.advance(5);
    const high = await product.send(hanna, [{ address: KALLE }], { inReplyTo: second, assuranceLevel: 3 });
    expect((await thread(kalle, first)).rows[0]).toMatchObject({ messageId: high, stepUpNeeded: true, unread: true });
    await hanna.post(`/messages/${high}/recall`, { recipientIds: null });
    expect((await thread(kalle, first)).rows[0]).toMatchObject({
      messageId: high,
      unavailable: 'recalled',
      unread: false,
    });
  });

  it('leads from an answer to its original where the mailbox has it, and nowhere else', async () => {
    const { first, second } = await talk();
    expect(await original(hanna, second)).toBe(first);
    product.clock.advance(5);
    const toOthers = await product.send(kalle, [{ address: HANNA }, { address: OLGA }, { address: LISA }], {
      inReplyTo: second,
    });
    expect(await original(hanna, toOthers)).toBe(second);
    expect(await original(kalle, toOthers)).toBe(second);
    expect(await original(olga, toOthers)).toBeNull();
    expect(await original(lisa, toOthers)).toBeNull();
    expect(await original(hanna, first)).toBeNull();
  });

  it('leaves out what the mailbox has deleted, and that only', async () => {
    const { first, second, third } = await talk();
    await product.database.commit([
      write('update message set sender_deleted_at = 1 where id = ?', first),
      write('update recipient set deleted_at = 1 where message_id = ?', third),
    ]);
    expect(await idsOf(hanna, third)).toEqual([third, second]);
    expect(await original(hanna, second)).toBeNull();
    expect(await idsOf(kalle, second)).toEqual([second, first]);
  });

  it('holds the answer of somebody without an account', async () => {
    const id = await product.send(hanna, [external('maja@example.org')]);
    await product.drain();
    const page = await product.enter('maja@example.org');
    await page.post('/link/open');
    product.clock.advance(5);
    const answered = (await page.post('/link/reply', { bodyText: 'Tack', attachmentIds: [] })).body.id;
    expect(await idsOf(hanna, id)).toEqual([answered, id]);
  });
});
