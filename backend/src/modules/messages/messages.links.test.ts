import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';

const DAY = 86_400;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('people without an account', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** A message to somebody new, and her identified session. */
  const deliver = async (more: Row = {}) => {
    const address = `person${++people}@example.org`;
    const id = await product.send(hanna, [external(address)], more);
    await product.drain();
    return { id, address, link: product.linkOf(address), page: await product.enter(address) };
  };
  const timeline = async (id: string): Promise<Row[]> => (await hanna.get(`/messages/${id}/timeline`)).body[0].events;
  const reply = (page: Browser, more: Row = {}) =>
    page.post('/link/reply', { bodyText: 'Tack', attachmentIds: [], ...more });

  it('read, download and answer with an attachment; the sender sees each step and gets the answer', async () => {
    const attachmentIds = [await hanna.upload('beslut.txt', Buffer.from('Beviljas'))];
    const { id, page, address } = await deliver({ attachmentIds, subject: 'Beslut', assuranceLevel: 1 });
    const opened = (await page.post('/link/open')).body;
    expect(opened).toMatchObject({ subject: 'Beslut', bodyHtml: '<p>Hej</p>', from: { address: HANNA } });
    const asked = (await page.post('/link/downloads', { attachmentId: attachmentIds[0] })).body;
    expect((await page.call('GET', `/${asked.url}`)).bytes.toString()).toBe('Beviljas');
    const all = (await page.post('/link/downloads', { attachmentId: null })).body;
    const zip = (await page.call('GET', `/${all.url}`)).bytes;
    expect(zip.subarray(0, 2).toString()).toBe('PK');
    expect(zip.includes('Beviljas')).toBe(true);
    // The page in it shows pictures of the body, and fetches nothing.
    expect(zip.includes("default-src 'none'; img-src data:")).toBe(true);
    expect(zip.toString('latin1')).toMatch(/Skickat: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0[12]:00/);
    const file = await page.upload('svar.txt', Buffer.from('Mitt svar'));
    const answered = await reply(page, { bodyText: 'Hej\n\n<b>Tack</b>', attachmentIds: [file] });
    expect(answered.status).toBe(201);

    expect((await timeline(id)).map(({ kind, method, attachmentName }) => [kind, method, attachmentName])).toEqual([
      ['sent', null, null],
      ['notified', null, null],
      ['opened', 'email', null],
      ['downloaded', 'email', 'beslut.txt'],
      ['downloaded', 'email', null],
      ['replied', null, null],
    ]);
    expect((await timeline(id)).at(-1)?.replyMessageId).toBe(answered.body.id);
    const head = (await hanna.get(`/messages/${answered.body.id}`)).body;
    expect(head).toMatchObject({
      role: 'recipient',
      inReplyTo: id,
      from: { address },
      replyAllowed: true,
    });
    const content = (await hanna.post(`/messages/${answered.body.id}/open`)).body;
    expect(content).toMatchObject({
      subject: 'Sv: Beslut',
      bodyHtml: '<p>Hej</p><p>&lt;b&gt;Tack&lt;/b&gt;</p>',
      attachments: [{ id: file, name: 'svar.txt' }],
    });
    const again = await hanna.post(
      '/messages',
      product.message(hanna, [external(address)], { inReplyTo: answered.body.id }),
    );
    expect(again.status).toBe(201);
    const { rows: together } = (await hanna.get(`/messages/${again.body.id}/thread`)).body;
    expect(together.map(({ messageId }: { messageId: string }) => messageId)).toEqual([
      again.body.id,
      answered.body.id,
      id,
    ]);
  });

  it('get one answer for one key, and refused it for another', async () => {
    const { page, id } = await deliver();
    await page.post('/link/open');
    const key = { 'idempotency-key': 'reply-key-1' };
    const body = { bodyText: 'Tack', attachmentIds: [await page.upload('a.txt', Buffer.from('a'))] };
    const answers = await Promise.all(Array.from({ length: 4 }, () => page.post('/link/reply', body, key)));
    expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(4).fill(201));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await page.post('/link/reply', { ...body, bodyText: 'Annat' }, key)).problem).toBe(
      'idempotency-key-reused',
    );
    expect((await timeline(id)).filter(({ kind }) => kind === 'replied')).toHaveLength(1);
    expect((await page.call('POST', '/link/reply', body)).problem).toBe('idempotency-key-missing');
  });

  it('cannot answer where the sender takes none, nor before they have read it', async () => {
    const { page } = await deliver({ replyAllowed: false });
    await page.post('/link/open');
    expect((await reply(page)).problem).toBe('reply-not-allowed');
    await expect(page.upload('a.txt', Buffer.from('a'))).rejects.toThrow('reply-not-allowed');
    const unread = await deliver();
    expect((await reply(unread.page)).problem).toBe('reply-not-allowed');
    expect((await unread.page.post('/link/downloads', { attachmentId: null })).problem).toBe('link-not-identified');
  });

  it.each([
    ['an empty text', { bodyText: '' }],
    ['500,001 characters', { bodyText: 'a'.repeat(500_001) }],
    ['an unknown field', { subject: 'x' }],
    ['no list of attachments', { attachmentIds: null }],
  ])('cannot answer with %s', async (_what, body) => {
    const { page } = await deliver();
    expect((await reply(page, body)).problem).toBe('invalid-request');
  });

  it('get nothing before they are identified', async () => {
    const address = `person${++people}@example.org`;
    await product.send(hanna, [external(address, { method: 'sms', phone: '0701740655' })], { assuranceLevel: 2 });
    await product.drain();
    const page = await product.follow(product.linkOf(address));
    expect((await page.get('/link')).body).toMatchObject({ step: 'address', maskedPhone: null, opened: false });
    const tries = async () => [
      (await page.post('/link/open')).problem,
      (await page.post('/link/downloads', { attachmentId: null })).problem,
      (await reply(page)).problem,
      (await page.call('POST', '/uploads', undefined, { 'tus-resumable': '1.0.0', 'upload-length': '1' })).problem,
    ];
    expect(await tries()).toEqual(Array(4).fill('link-not-identified'));
    expect((await page.post('/link/address', { email: address })).body).toMatchObject({
      step: 'identify',
      maskedPhone: '••• •• 55',
    });
    expect(await tries()).toEqual(Array(4).fill('link-not-identified'));
    const challenge = (await page.post('/link/sms')).body;
    const code = product.sms.lastCode();
    const verified = await page.post('/link/sms/verify', { challengeId: challenge.challengeId, code });
    expect(verified.body.step).toBe('ready');
    expect((await page.post('/link/open')).status).toBe(200);
  });

  it("cannot touch another link's message, downloads or uploads with their own session", async () => {
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const mine = await deliver();
    const theirs = await deliver({ attachmentIds });
    await mine.page.post('/link/open');
    await theirs.page.post('/link/open');
    const download = (await theirs.page.post('/link/downloads', { attachmentId: attachmentIds[0] })).body;
    const upload = await theirs.page.upload('b.txt', Buffer.from('b'));
    expect((await mine.page.call('GET', `/${download.url}`)).problem).toBe('not-found');
    expect((await mine.page.get(`/uploads/${upload}`)).problem).toBe('upload-not-found');
    expect((await mine.page.post('/link/downloads', { attachmentId: attachmentIds[0] })).problem).toBe('not-found');
    expect((await reply(mine.page, { attachmentIds: [upload] })).problem).toBe('upload-not-found');
    for (const header of [theirs.link.id, mine.id, 'x', ''])
      expect((await mine.page.call('GET', '/link', undefined, { 'x-link': header })).problem).toBe(
        'link-session-ended',
      );
    // A stolen cookie value under the other link's name is of no use either.
    const cookie = [...mine.page.cookies].find(([name]) => name.includes(mine.link.id))?.[1] ?? '';
    const forged = product.nobody();
    forged.cookies.set(`__Host-sefos-link-${theirs.link.id}`, cookie);
    expect((await forged.call('GET', '/link', undefined, { 'x-link': theirs.link.id })).problem).toBe(
      'link-session-ended',
    );
    expect((await mine.page.call('GET', `/messages/${theirs.id}`)).problem).toBe('not-signed-in');
    expect((await hanna.get(`/uploads/${upload}`)).problem).toBe('upload-not-found');
    expect((await hanna.call('GET', `/${download.url}`)).problem).toBe('not-found');
  });

  it('need the CSRF token of their own session for everything that changes something', async () => {
    const { page } = await deliver();
    const headers = { 'x-csrf-token': 'x' };
    for (const path of ['/link/open', '/link/sms', '/link/bankid', '/link/oidc'])
      expect((await page.post(path, undefined, headers)).problem).toBe('csrf-token-invalid');
    const bearing = await page.post('/link/open', undefined, { ...headers, authorization: 'Bearer x' });
    // A bearer token rides on no cookie and knows no link.
    expect(bearing.problem).toBe('link-session-ended');
  });

  it('open nothing by GET, HEAD or the exchange alone', async () => {
    const { id, page, link } = await deliver();
    await page.get('/link');
    await page.call('HEAD', '/link');
    for (let i = 0; i < 3; i++) await product.follow(link);
    expect((await timeline(id)).map(({ kind }) => kind)).toEqual(['sent', 'notified']);
    expect((await page.get('/link/open')).status).toBe(404);
  });

  it('lose the message at the instant its time is up: page, session, download and key', async () => {
    const seconds = 3 * DAY;
    const validUntil = new Date(product.clock.now().getTime() + seconds * 1000).toISOString();
    const attachmentIds = [await hanna.upload('a.txt', Buffer.from('a'))];
    const { id, address, link } = await deliver({ validUntil, attachmentIds });
    product.clock.advance(seconds - 60);
    hanna = await product.signIn(HANNA);
    const page = await product.enter(address);
    expect((await page.post('/link/open')).status).toBe(200);
    const download = (await page.post('/link/downloads', { attachmentId: attachmentIds[0] })).body;
    const other = await product.send(hanna, [external('late@example.org')], { validUntil });
    await product.drain();
    product.clock.advance(59.999);
    expect(await product.services.expiry.run()).toBe(0);
    expect((await page.post('/link/open')).status).toBe(200);
    expect((await page.call('GET', `/${download.url}`)).status).toBe(200);
    product.clock.advance(0.001);
    // Before the sweep has run: the instant counts, not the sweep.
    const expectGone = async () => {
      for (const answer of [
        await page.post('/link/open'),
        await page.post('/link/downloads', { attachmentId: null }),
        await reply(page),
        await page.get('/link'),
        await product.nobody().post('/link/session', link),
      ])
        expect(answer).toMatchObject({ status: 410, problem: 'link-expired' });
      expect((await page.call('GET', `/${download.url}`)).problem).toBe('message-unavailable');
    };
    await expectGone();
    expect(await product.services.expiry.run()).toBe(2);
    expect(await product.services.expiry.run()).toBe(0);
    await expectGone();
    expect(await product.count('message_key where message_id = ?', id)).toBe(2);
    expect(await product.count('message_key where message_id = ?', other)).toBe(2);
    expect((await timeline(id)).at(-1)?.kind).toBe('expired');
    expect((await hanna.get(`/messages/${other}/timeline`)).body[0].recipient.status).toBe('expired');
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
  });

  it('of two sweeps at once one takes each key, and tells it once', async () => {
    const validUntil = new Date(product.clock.now().getTime() + 1000).toISOString();
    const id = await product.send(
      hanna,
      Array.from({ length: 5 }, (_, i) => external(`sweep${i}@example.org`)),
      { validUntil },
    );
    product.clock.advance(1);
    await Promise.all([product.services.expiry.run(), product.services.expiry.run()]);
    const lines = (await hanna.get(`/messages/${id}/timeline`)).body as { events: Row[] }[];
    for (const { events } of lines) expect(events.map(({ kind }) => kind)).toEqual(['sent', 'expired']);
  });

  it('account holders answer where they may, in the same conversation, and the sender is told', async () => {
    const kalle = await product.signIn(KALLE);
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    const answered = await kalle.post('/messages', product.message(kalle, [{ address: HANNA }], { inReplyTo: id }));
    expect(answered.status).toBe(201);
    expect((await hanna.get(`/messages/${answered.body.id}`)).body).toMatchObject({
      inReplyTo: id,
    });
    const [line] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(line.recipient.status).toBe('replied');
    expect(line.events.at(-1)).toMatchObject({ kind: 'replied', replyMessageId: answered.body.id });
    const silent = await product.send(hanna, [{ address: KALLE }], { replyAllowed: false });
    const refused = await kalle.post('/messages', product.message(kalle, [{ address: HANNA }], { inReplyTo: silent }));
    expect(refused.problem).toBe('reply-not-allowed');
    expect(
      (await hanna.post('/messages', product.message(hanna, [{ address: KALLE }], { inReplyTo: silent }))).status,
    ).toBe(201);
    const olga = await product.signIn(OLGA);
    const foreign = await olga.post('/messages', product.message(olga, [{ address: HANNA }], { inReplyTo: id }));
    expect(foreign).toMatchObject({ status: 404, problem: 'not-found' });
  });
});
