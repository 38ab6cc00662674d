import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

const MAJA = 'maja@example.org';
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('recall', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let lisa: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
    lisa = await product.signIn(LISA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const recall = (id: string, recipientIds: readonly string[] | null = null) =>
    hanna.post(`/messages/${id}/recall`, { recipientIds });
  const idsOf = async (id: string): Promise<string[]> =>
    (await hanna.get(`/messages/${id}`)).body.recipients.map((row: Row) => row.id);
  const timeline = async (id: string): Promise<string[][]> =>
    (await hanna.get(`/messages/${id}/timeline`)).body.map(({ events }: { events: Row[] }) =>
      events.map(({ kind }) => kind),
    );

  /** Nothing of the message can be read by anybody, with whatever key. */
  const expectDestroyed = async (id: string) => {
    expect(await product.count('message_key where message_id = ?', id)).toBe(0);
    expect(await product.count('message_body where message_id = ?', id)).toBe(0);
    expect(await product.count('attachment where message_id = ?', id)).toBe(0);
    expect(await product.count('download where message_id = ?', id)).toBe(0);
    expect(await product.count('message where id = ? and headline is null and purged_at is not null', id)).toBe(1);
    expect(
      await product.count(
        'external_link where message_id = ? and (phone_sealed is not null or open_text_sealed is not null or personal_number_index is not null or phone_index is not null)',
        id,
      ),
    ).toBe(0);
  };

  it('takes an unopened message back from everybody: keys, body, headline, attachments and blobs are gone', async () => {
    const blobsBefore = await product.blobs();
    const attachmentIds = [
      await hanna.upload('a.txt', Buffer.alloc(100_000, 1)),
      await hanna.upload('b.txt', Buffer.from('b')),
    ];
    const sms = external('sms@example.org', { method: 'sms', phone: '0701740655', openText: 'Hej' });
    const id = await product.send(hanna, [{ address: KALLE }, external(MAJA), sms], {
      attachmentIds,
      subject: 'Fel person',
    });
    await product.drain();
    const link = product.linkOf(MAJA);
    const page = await product.enter(MAJA);
    expect((await product.blobs()).length).toBe(blobsBefore.length + 2);
    const download = (await hanna.post(`/messages/${id}/downloads`, { attachmentId: null })).body;

    const answer = await recall(id);
    expect(answer.body).toEqual({ recalled: await idsOf(id), alreadyOpened: [] });
    await expectDestroyed(id);
    await product.drain();
    expect((await product.blobs()).toSorted()).toEqual(blobsBefore.toSorted());

    const gone = { status: 410, problem: 'message-unavailable', body: { facts: { reason: 'recalled' } } };
    for (const who of [hanna, kalle]) {
      expect(await who.post(`/messages/${id}/open`)).toMatchObject(gone);
      expect(await who.post(`/messages/${id}/downloads`, { attachmentId: null })).toMatchObject(gone);
      expect((await who.get(`/messages/${id}`)).body.unavailable).toBe('recalled');
    }
    expect((await hanna.call('GET', `/${download.url}`)).status).toBe(404);
    expect(
      (await kalle.post('/messages', product.message(kalle, [{ address: HANNA }], { inReplyTo: id }))).problem,
    ).toBe('message-unavailable');
    for (const [who, folder] of [
      [hanna, 'sent'],
      [kalle, 'inbox'],
      [hanna, 'links'],
    ] as const) {
      const { rows } = (await who.get(`/mailboxes/${who.mailboxId}/messages?folder=${folder}`)).body;
      const row = rows.find(({ messageId }: Row) => messageId === id);
      expect(row).toMatchObject({ subject: null, unavailable: 'recalled', status: 'recalled', unread: false });
    }
    expect(await timeline(id)).toEqual([
      ['sent', 'recalled'],
      ['sent', 'notified', 'recalled'],
      ['sent', 'notified', 'recalled'],
    ]);
    for (const path of ['/link/open', '/link/downloads', '/link/reply']) {
      const body = {
        '/link/open': undefined,
        '/link/downloads': { attachmentId: null },
        '/link/reply': { bodyText: 'x', attachmentIds: [] },
      }[path];
      expect((await page.post(path, body)).problem).toBe('link-recalled');
    }
    expect((await page.get('/link')).problem).toBe('link-recalled');
    expect((await product.nobody().post('/link/session', link)).problem).toBe('link-recalled');
  });

  it('takes it back from one, and leaves the others theirs', async () => {
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }], { attachmentIds });
    const [first = ''] = await idsOf(id);
    expect((await recall(id, [first])).body).toEqual({ recalled: [first], alreadyOpened: [] });
    expect(await product.count('message_key where holder_id = ?', first)).toBe(0);
    expect((await kalle.post(`/messages/${id}/open`)).problem).toBe('message-unavailable');
    expect((await lisa.post(`/messages/${id}/open`)).body.attachments).toHaveLength(1);
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
    expect((await recall(id, [first])).problem).toBe('already-recalled');
    expect((await recall(id)).problem).toBe('already-opened');
  });

  it('tells who has opened already, and takes it from the rest', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    const [first, second] = await idsOf(id);
    await kalle.post(`/messages/${id}/open`);
    expect((await recall(id)).body).toEqual({ recalled: [second], alreadyOpened: [first] });
    expect((await kalle.post(`/messages/${id}/open`)).status).toBe(200);
    expect((await lisa.post(`/messages/${id}/open`)).problem).toBe('message-unavailable');
    expect(await product.count('message where id = ? and purged_at is null', id)).toBe(1);
  });

  it('refuses after the opening, by an account or through a link', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await kalle.post(`/messages/${id}/open`);
    expect(await recall(id)).toMatchObject({ status: 409, problem: 'already-opened' });
    expect((await kalle.post(`/messages/${id}/open`)).status).toBe(200);
    const byLink = await product.send(hanna, [external(MAJA)]);
    await product.drain();
    const page = await product.enter(MAJA);
    expect((await page.post('/link/open')).status).toBe(200);
    expect((await recall(byLink)).problem).toBe('already-opened');
    expect((await page.post('/link/open')).status).toBe(200);
  });

  it('refuses a recipient of another message, and takes nothing then', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const other = await product.send(hanna, [{ address: KALLE }]);
    const [mine = ''] = await idsOf(id);
    const [foreign = ''] = await idsOf(other);
    expect((await recall(id, [mine, foreign])).problem).toBe('not-found');
    expect((await kalle.post(`/messages/${id}/open`)).status).toBe(200);
    for (const body of [{}, { recipientIds: [] }, { recipientIds: ['x'] }, { recipientIds: [mine, mine] }])
      expect((await hanna.post(`/messages/${id}/recall`, body)).problem).toBe('invalid-request');
  });

  it('destroys the message when its last recipients are taken back one by one, even at once', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }, { address: OLGA }, external(MAJA)]);
      const ids = await idsOf(id);
      const answers = await Promise.all(ids.map((one) => recall(id, [one])));
      expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(4).fill(200));
      await expectDestroyed(id);
    }
    expect(await product.count('mailbox where unread < 0')).toBe(0);
  });

  it('has exactly one winner against an opening, by account and by link, many times', async () => {
    const unreadOf = async () => Number((await kalle.get('/mailboxes')).body[0].unread);
    const before = await unreadOf();
    for (let round = 0; round < 20; round++) {
      const byLink = round % 4 === 3;
      const id = await product.send(hanna, [byLink ? external(MAJA) : { address: KALLE }]);
      await product.drain();
      const page = byLink ? await product.enter(MAJA) : null;
      const late = Math.floor(round / 2) % 7;
      const openIt = async () => {
        // The two paths take different numbers of turns of the loop: each shall win some rounds.
        for (let turn = 0; turn < late; turn++) await new Promise((resolve) => setImmediate(resolve));
        return page ? page.post('/link/open') : kalle.post(`/messages/${id}/open`);
      };
      const contenders =
        round % 2
          ? [openIt, openIt, () => recall(id), () => recall(id)]
          : [() => recall(id), openIt, () => recall(id), openIt];
      const answers = await Promise.all(contenders.map((start) => start()));
      const outcomes = answers.map(({ status, problem }) => problem ?? String(status));
      const openings = round % 2 ? outcomes.slice(0, 2) : [outcomes[1], outcomes[3]];
      const recalls = round % 2 ? outcomes.slice(2) : [outcomes[0], outcomes[2]];
      const [row] = await product.database.all<Row>(
        'select opened_at, recalled_at from recipient where message_id = ?',
        id,
      );
      const wasOpened = row?.opened_at !== null;
      expect(wasOpened).toBe(row?.recalled_at === null);
      const lost = byLink ? 'link-recalled' : 'message-unavailable';
      if (wasOpened) {
        expect(openings).toEqual(['200', '200']);
        expect(recalls).toEqual(['already-opened', 'already-opened']);
        expect(await product.count('message_key where message_id = ?', id)).toBe(2);
      } else {
        expect(openings).toEqual([lost, lost]);
        expect(recalls.toSorted()).toEqual(['200', 'already-recalled']);
        await expectDestroyed(id);
      }
      const [kinds = []] = await timeline(id);
      expect(kinds.filter((kind) => kind === 'opened' || kind === 'recalled')).toEqual([
        wasOpened ? 'opened' : 'recalled',
      ]);
    }
    expect(await unreadOf()).toBe(before);
  });

  it('lets one of many recipients win without keeping the message from being taken from the others', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }, { address: OLGA }]);
      const [, answer] = await Promise.all([kalle.post(`/messages/${id}/open`), recall(id)]);
      expect(answer.status).toBe(200);
      expect(answer.body.recalled.length + answer.body.alreadyOpened.length).toBe(3);
      const rows = await product.database.all<Row>(
        'select opened_at, recalled_at from recipient where message_id = ?',
        id,
      );
      for (const row of rows) expect(row.opened_at === null).toBe(row.recalled_at !== null);
      if (answer.body.alreadyOpened.length === 0) await expectDestroyed(id);
    }
  });
});
