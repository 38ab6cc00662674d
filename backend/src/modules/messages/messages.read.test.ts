import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;

describeOnBoth('reading', (open) => {
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

  const list = async (who: AccountBrowser, folder: string, query = '') =>
    (await who.get(`/mailboxes/${who.mailboxId}/messages?folder=${folder}${query}`)).body;
  const unread = async (who: AccountBrowser) => (await who.get('/mailboxes')).body[0].unread;
  const rowOf = async (who: AccountBrowser, folder: string, messageId: string): Promise<Row | undefined> =>
    (await list(who, folder)).rows.find((row: Row) => row.messageId === messageId);

  it('shows a message in the folders that it belongs to, and nowhere else', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('maja@example.org')], { subject: 'Beslut' });
    const inbox = await rowOf(kalle, 'inbox', id);
    expect(inbox).toMatchObject({
      subject: 'Beslut',
      unread: true,
      status: 'sent',
      recipients: [],
      method: null,
      from: { name: 'Hanna Handläggare', address: HANNA },
    });
    expect(await rowOf(hanna, 'sent', id)).toMatchObject({
      subject: 'Beslut',
      recipientCount: 2,
      unread: false,
      status: 'sent',
    });
    const links = await rowOf(hanna, 'links', id);
    expect(links).toMatchObject({ subject: 'Beslut', method: 'email', recipientCount: 1 });
    expect(links?.recipients).toEqual([{ name: 'maja@example.org', address: 'maja@example.org' }]);
    expect(await rowOf(hanna, 'inbox', id)).toBeUndefined();
    expect(await rowOf(kalle, 'sent', id)).toBeUndefined();
    expect(await rowOf(kalle, 'links', id)).toBeUndefined();
  });

  it('shows at most three names and how many there are', async () => {
    const people = Array.from({ length: 5 }, (_, index) => external(`p${index}@example.org`));
    const row = await rowOf(hanna, 'sent', await product.send(hanna, people));
    expect(row?.recipients).toHaveLength(3);
    expect(row?.recipientCount).toBe(5);
  });

  it('counts unread messages right after sending, opening and recalling', async () => {
    const before = await unread(kalle);
    const first = await product.send(hanna, [{ address: KALLE }]);
    const second = await product.send(hanna, [{ address: KALLE }]);
    expect(await unread(kalle)).toBe(before + 2);
    const opened = await Promise.all(Array.from({ length: 5 }, () => kalle.post(`/messages/${first}/open`)));
    expect(opened.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect(await unread(kalle)).toBe(before + 1);
    expect((await hanna.post(`/messages/${second}/recall`, { recipientIds: null })).status).toBe(200);
    expect(await unread(kalle)).toBe(before);
  });

  it('tells of one opening however often a message is opened', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await Promise.all(Array.from({ length: 5 }, () => kalle.post(`/messages/${id}/open`)));
    const [line] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(line.events.map(({ kind }: Row) => kind)).toEqual(['sent', 'opened']);
    expect(line.events[1].method).toBe('password-sms');
    expect(line.recipient).toMatchObject({ status: 'opened', recallable: false });
  });

  it('marks the copy of somebody who wrote to herself as read when she reads it', async () => {
    const before = await unread(hanna);
    const id = await product.send(hanna, [{ address: HANNA }, { address: KALLE }]);
    expect(await unread(hanna)).toBe(before + 1);
    expect((await hanna.post(`/messages/${id}/open`)).status).toBe(200);
    expect(await unread(hanna)).toBe(before);
    expect(await rowOf(hanna, 'inbox', id)).toMatchObject({ unread: false, status: 'opened' });
  });

  it('opens nothing by looking: lists, heads and HEAD requests', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await list(kalle, 'inbox');
    const head = (await kalle.get(`/messages/${id}`)).body;
    await kalle.call('HEAD', `/messages/${id}`);
    expect(head).toMatchObject({ role: 'recipient', stepUpNeeded: false, unavailable: null });
    expect(JSON.stringify(head)).not.toContain('Ärende');
    expect(await rowOf(kalle, 'inbox', id)).toMatchObject({ unread: true, status: 'sent' });
    expect((await kalle.post(`/messages/${id}/downloads`, { attachmentId: null })).problem).toBe('not-allowed');
  });

  it('hides hidden copies from everybody but the sender and themselves', async () => {
    const lisa = await product.signIn(LISA);
    const olga = await product.signIn(OLGA);
    const id = await product.send(hanna, [
      { address: KALLE },
      { address: OLGA, kind: 'cc' },
      { address: LISA, kind: 'bcc' },
      { ...external('hemlig@example.org'), kind: 'bcc' },
    ]);
    const seen = async (who: AccountBrowser) =>
      (await who.get(`/messages/${id}`)).body.recipients.map(({ address }: Row) => address);
    expect(await seen(hanna)).toEqual([KALLE, OLGA, LISA, 'hemlig@example.org']);
    for (const who of [kalle, olga]) {
      expect(await seen(who)).toEqual([KALLE, OLGA]);
      const row = await rowOf(who, 'inbox', id);
      expect({ recipients: row?.recipients, count: row?.recipientCount }).toEqual({ recipients: [], count: 0 });
    }
    expect(await seen(lisa)).toEqual([KALLE, OLGA, LISA]);
  });

  it('tells readers nothing of how far the others have come', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: OLGA }]);
    const { recipients } = (await kalle.get(`/messages/${id}`)).body;
    for (const recipient of recipients)
      expect(recipient).toMatchObject({ status: null, method: null, recallable: false });
  });

  it('refuses everything to a colleague, to another organisation and to a recipient who asks as sender: not found', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], {
      attachmentIds: [await hanna.upload('a.txt', Buffer.from('a'))],
    });
    const upload = await hanna.upload('b.txt', Buffer.from('b'));
    const download = (await hanna.post(`/messages/${id}/downloads`, { attachmentId: null })).body;
    expect((await hanna.call('GET', `/${download.url}`)).status).toBe(200);
    const { recipients } = (await hanna.get(`/messages/${id}`)).body;
    for (const stranger of [await product.signIn(OLGA), await product.signIn(LISA), await product.signIn(STURE, 3)]) {
      const answers = await Promise.all([
        stranger.get(`/messages/${id}`),
        stranger.post(`/messages/${id}/open`),
        stranger.get(`/messages/${id}/timeline`),
        stranger.post(`/messages/${id}/recall`, { recipientIds: null }),
        stranger.post(`/messages/${id}/recall`, { recipientIds: [recipients[0].id] }),
        stranger.post(`/messages/${id}/downloads`, { attachmentId: null }),
        ...['inbox', 'sent', 'links'].map((folder) =>
          stranger.get(`/mailboxes/${hanna.mailboxId}/messages?folder=${folder}`),
        ),
        stranger.post('/messages', product.message(stranger, [{ address: KALLE }], { inReplyTo: id })),
        stranger.post('/messages', product.message(hanna, [{ address: KALLE }])),
        stranger.call('GET', `/${download.url}`),
      ]);
      expect(answers.map(({ problem, status }) => problem ?? status)).toEqual(Array(answers.length).fill('not-found'));
      expect((await stranger.get(`/uploads/${upload}`)).problem).toBe('upload-not-found');
      const tus = { 'tus-resumable': '1.0.0' };
      expect((await stranger.call('DELETE', `/uploads/${upload}`, undefined, tus)).problem).toBe('upload-not-found');
    }
    for (const path of [`/messages/${id}/timeline`]) expect((await kalle.get(path)).problem).toBe('not-found');
    expect((await kalle.post(`/messages/${id}/recall`, { recipientIds: null })).problem).toBe('not-found');
    expect((await kalle.call('GET', `/${download.url}`)).problem).toBe('not-found');
    expect((await product.nobody().get(`/messages/${id}`)).problem).toBe('not-signed-in');
    expect((await product.nobody().call('GET', `/${download.url}`)).problem).toBe('not-found');
  });

  it('answers ids that nobody has as not found, and what is no id as invalid', async () => {
    for (const path of ['', '/timeline'])
      expect((await hanna.get(`/messages/${newId(1)}${path}`)).problem).toBe('not-found');
    expect((await hanna.post(`/messages/${newId(1)}/open`)).problem).toBe('not-found');
    expect((await hanna.get('/messages/1')).problem).toBe('invalid-request');
    expect((await hanna.get(`/messages/${newId(1).replace('-7', '-4')}`)).problem).toBe('invalid-request');
  });

  it('asks for step-up below the level, shows nothing until then, and opens after it', async () => {
    const id = await product.send(hanna, [{ address: KALLE }], {
      assuranceLevel: 3,
      subject: 'Bara på nivå tre',
      attachmentIds: [await hanna.upload('hemligt.txt', Buffer.from('a'))],
    });
    expect((await kalle.get(`/messages/${id}`)).body).toMatchObject({ stepUpNeeded: true, attachmentCount: 1 });
    expect(await rowOf(kalle, 'inbox', id)).toMatchObject({ subject: null, unavailable: 'step-up', unread: true });
    for (const answer of [
      await kalle.post(`/messages/${id}/open`),
      await kalle.post(`/messages/${id}/downloads`, { attachmentId: null }),
      await hanna.post(`/messages/${id}/open`),
      await kalle.post('/messages', product.message(kalle, [{ address: HANNA }], { inReplyTo: id })),
    ])
      expect({ status: answer.status, facts: answer.body.facts, problem: answer.problem }).toEqual({
        status: 403,
        facts: { level: 3 },
        problem: 'step-up-required',
      });
    expect(await rowOf(kalle, 'inbox', id)).toMatchObject({ unread: true });
    const order = (await kalle.post('/session/step-up/bankid')).body;
    product.bankId.state = {
      status: 'complete',
      person: { personalNumber: '199006292388', name: 'Kalle Kollega', givenName: 'Kalle', surname: 'Kollega' },
    };
    product.clock.advance(2);
    const before = kalle.cookies.get('__Host-sefos');
    expect((await kalle.post(`/session/step-up/bankid/${order.orderId}/collect`)).body.status).toBe('complete');
    expect(kalle.cookies.get('__Host-sefos')).not.toBe(before);
    const session = (await kalle.get('/session')).body;
    kalle.csrfToken = session.csrfToken;
    expect(session.level).toBe(3);
    expect((await kalle.post(`/messages/${id}/open`)).body.subject).toBe('Bara på nivå tre');
    const [line] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(line.events.at(-1)).toMatchObject({ kind: 'opened', method: 'bankid' });
    kalle = await product.signIn(KALLE);
  });

  it('turns pages over rows of one and the same instant: each once, newest first, whatever comes in between', async () => {
    const lisa = await product.signIn(LISA);
    const sent: string[] = [];
    for (let i = 0; i < 23; i++) sent.push(await product.send(hanna, [{ address: LISA }], { subject: `Nr ${i}` }));
    product.clock.advance(1);
    for (let i = 23; i < 26; i++) sent.push(await product.send(hanna, [{ address: LISA }], { subject: `Nr ${i}` }));
    for (const [who, folder] of [
      [lisa, 'inbox'],
      [hanna, 'sent'],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      let pages = 0;
      do {
        const page: { rows: { messageId: string }[]; nextCursor: string | null } = await list(
          who,
          folder,
          `&limit=5${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.rows.map(({ messageId }) => messageId));
        cursor = page.nextCursor;
        if (pages++ === 1) await product.send(hanna, [{ address: LISA }], { subject: 'Ny under bläddring' });
      } while (cursor && pages < 20);
      const ours = seen.filter((id) => sent.includes(id));
      expect(ours).toEqual(sent.toReversed());
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  it.each<[string, string]>([
    ['no text of ours', 'aGVq'],
    ['another alphabet', Buffer.from('1.2').toString('base64url')],
    ['an id cut short', Buffer.from(`1.${newId(1).slice(0, 35)}`).toString('base64url')],
    ['SQL', Buffer.from(`1.${newId(1)}' or 1=1 --`).toString('base64url')],
    ['a sign', Buffer.from(`-1.${newId(1)}`).toString('base64url')],
    ['a float', Buffer.from(`1.5.${newId(1)}`).toString('base64url')],
    ['letters outside base64url', 'a*b'],
    ['201 letters', 'a'.repeat(201)],
  ])('refuses a cursor of %s', async (_what, cursor) => {
    const answer = await hanna.get(
      `/mailboxes/${hanna.mailboxId}/messages?folder=sent&cursor=${encodeURIComponent(cursor)}`,
    );
    expect(answer.problem).toBe('invalid-request');
  });

  it("takes another mailbox's cursor as a place, and shows one's own rows only", async () => {
    const { nextCursor } = await list(hanna, 'sent', '&limit=1');
    const { rows } = await list(kalle, 'inbox', `&cursor=${nextCursor}`);
    const own = new Set((await list(kalle, 'inbox')).rows.map(({ id }: { id: string }) => id));
    for (const { id } of rows) expect(own.has(id)).toBe(true);
    const far = Buffer.from(`9999999999999999.${newId(1)}`).toString('base64url');
    expect((await list(kalle, 'inbox', `&cursor=${far}`)).rows.length).toBeGreaterThan(0);
  });

  it.each([['limit=0'], ['limit=51'], ['limit=1.5'], ['limit=ten'], ['folder=drafts'], ['unknown=1']])(
    'refuses a list with %s',
    async (query) => {
      const folder = query.startsWith('folder') ? '' : 'folder=sent&';
      expect((await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?${folder}${query}`)).problem).toBe(
        'invalid-request',
      );
    },
  );

  it('takes the sender to her own message with everything in it', async () => {
    const attachmentIds = [await hanna.upload('Beslut å.txt', Buffer.from('innehåll'))];
    const id = await product.send(hanna, [{ address: KALLE }], {
      bodyHtml: '<p onclick="x">Hej <script>y</script></p>',
      attachmentIds,
    });
    const { body } = await hanna.post(`/messages/${id}/open`);
    expect(body).toMatchObject({
      subject: 'Ärende',
      bodyHtml: '<p>Hej </p>',
      attachments: [{ name: 'Beslut å.txt', sizeBytes: 9 }],
    });
    const asked = await hanna.post(`/messages/${id}/downloads`, { attachmentId: attachmentIds[0] });
    const file = await hanna.call('GET', `/${asked.body.url}`);
    expect(file.bytes.toString()).toBe('innehåll');
    expect(file.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('no-store'),
    });
    expect((await hanna.get(`/messages/${id}/timeline`)).body[0].recipient.status).toBe('sent');
    const part = await hanna.call('GET', `/${asked.body.url}`, undefined, { range: 'bytes=2-4' });
    expect({ status: part.status, text: part.bytes.toString() }).toEqual({ status: 206, text: 'neh' });
  });
});
