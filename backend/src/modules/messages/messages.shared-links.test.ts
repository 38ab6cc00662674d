import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const DAY = 86_400;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('the link of a mail to everybody', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let maja = '';
  let nils = '';
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    // So that one test's counts of networks are over in the next.
    product.clock.advance(DAY);
    hanna = await product.signIn(HANNA);
    maja = `maja${++people}@example.org`;
    nils = `nils${people}@example.org`;
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  /** Sends as Outlook does on path A; answers the message and the link of the mail that Outlook sends. */
  const sendShared = async (more: Row = {}, to = [external(maja), external(nils), { address: KALLE }]) => {
    const id = await product.send(hanna, to, { notification: 'sender', ...more });
    const { bodyHtml } = (await hanna.get(`/messages/${id}/notification`)).body;
    const [, path, token] = /\/o\/([0-9a-f-]{36})#([\w-]{43})/.exec(bodyHtml) ?? [];
    expect(path).toBe(id);
    return { id, token: token ?? '' };
  };
  let caller = 0;
  const somebody = () => product.nobody(`10.20.${Math.floor(++caller / 250)}.${(caller % 250) + 1}`);
  const view = (link: Row) => somebody().post('/shared-link/view', link);
  const enter = async (link: Row, email: string) => {
    const browser = somebody();
    const answer = await browser.post('/shared-link/enter', { ...link, email });
    if (answer.body.kind === 'link') {
      browser.linkId = answer.body.link.id;
      browser.csrfToken = answer.body.link.csrfToken;
    }
    return { browser, answer };
  };
  const timeline = async (id: string): Promise<[string, string[]][]> =>
    (await hanna.get(`/messages/${id}/timeline`)).body.map((entry: { recipient: Row; events: Row[] }) => [
      entry.recipient.address,
      entry.events.map(({ kind }) => kind),
    ]);

  it('leads from the address to the message, by a session of the own link, and opens nothing by itself', async () => {
    const link = await sendShared({ subject: 'Beslut' });
    const told = await view(link);
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({ id: link.id, senderName: expect.any(String), language: 'sv' });
    expect(JSON.stringify(told.body)).not.toMatch(/Beslut|example\.org/);
    const { browser, answer } = await enter(link, maja.toUpperCase());
    expect(answer.body).toMatchObject({ kind: 'link', link: { step: 'identify', method: 'email', opened: false } });
    expect(answer.headers['cache-control']).toBe('no-store');
    // Everybody who got the mail could have named her: nothing opens before the code that went to her.
    expect((await browser.post('/link/open')).problem).toBe('link-not-identified');
    const { challengeId } = (await browser.post('/link/email')).body;
    const code = /\n(\d{6})\n/.exec(product.mail.to(maja).at(-1)?.text ?? '')?.[1];
    expect((await browser.post('/link/email/verify', { challengeId, code })).body.step).toBe('ready');
    expect((await timeline(link.id)).flatMap(([, kinds]) => kinds)).not.toContain('opened');
    expect((await browser.post('/link/open')).body).toMatchObject({ subject: 'Beslut', bodyHtml: '<p>Hej</p>' });
    expect((await browser.get('/link')).body.step).toBe('ready');
    const rows = Object.fromEntries(await timeline(link.id));
    expect([rows[maja], rows[nils]].map((kinds) => kinds?.includes('opened'))).toEqual([true, false]);
    const [ofMaja] = (await hanna.get(`/messages/${link.id}/timeline`)).body;
    expect(ofMaja.events.at(-1)).toMatchObject({ kind: 'opened', method: 'email-code' });
    // A co-recipient who names her learns neither that she has read it, nor anything else of her.
    const other = await enter(link, maja);
    expect(other.answer.body.link).toMatchObject({
      step: 'identify',
      opened: false,
      replied: false,
      readReceipt: false,
      organisationMayOpen: false,
      maskedPhone: null,
    });
    expect((await other.browser.post('/link/open')).problem).toBe('link-not-identified');
  });

  it('sends whoever has an account to sign in, where the message is in her inbox', async () => {
    const link = await sendShared();
    const { answer, browser } = await enter(link, KALLE);
    expect(answer.body).toEqual({ kind: 'account' });
    expect([...browser.cookies]).toEqual([]);
    const kalle = await product.signIn(KALLE);
    expect((await kalle.get(`/messages/${link.id}`)).body.role).toBe('recipient');
    // An account that the message was not sent to is a wrong address like any other.
    expect((await enter(link, LISA)).answer.problem).toBe('link-address-wrong');
  });

  it('opens no other message, of another organisation neither', async () => {
    const link = await sendShared();
    const lisa = await product.signIn(LISA);
    const otherId = await product.send(lisa, [external(maja)], { notification: 'sender' });
    expect((await view({ id: otherId, token: link.token })).problem).toBe('link-not-found');
    expect((await enter({ id: otherId, token: link.token }, maja)).answer.problem).toBe('link-not-found');
    expect((await lisa.get(`/messages/${link.id}/notification`)).problem).toBe('not-found');
    const { browser } = await enter(link, maja);
    expect((await browser.get('/link', { 'x-link': otherId })).problem).toBe('link-session-ended');
  });

  it('tells the sender of wrong addresses and of the lock, at each recipient without an account', async () => {
    const link = await sendShared();
    for (let i = 0; i < 9; i++)
      expect((await enter(link, `wrong${i}@example.org`)).answer.problem).toBe('link-address-wrong');
    expect((await enter(link, 'wrong@example.org')).answer.problem).toBe('link-locked');
    const rows = Object.fromEntries(await timeline(link.id));
    for (const address of [maja, nils]) {
      expect(rows[address]?.filter((kind) => kind === 'wrong-address')).toHaveLength(10);
      expect(rows[address]?.at(-1)).toBe('locked');
    }
    expect(rows[KALLE]).not.toContain('wrong-address');
    expect((await enter(link, maja)).answer.problem).toBe('link-locked');
    product.clock.advance(1800);
    expect((await enter(link, maja)).answer.status).toBe(200);
  });

  it('tells a recalled reader so, and everybody when all have been recalled', async () => {
    const link = await sendShared();
    const recipients: Row[] = (await hanna.get(`/messages/${link.id}/timeline`)).body.map(
      ({ recipient }: { recipient: Row }) => recipient,
    );
    const ofMaja = recipients.find(({ address }) => address === maja)?.id;
    expect((await hanna.post(`/messages/${link.id}/recall`, { recipientIds: [ofMaja] })).status).toBe(200);
    expect((await enter(link, maja)).answer.problem).toBe('link-recalled');
    expect((await enter(link, nils)).answer.status).toBe(200);
    expect((await hanna.post(`/messages/${link.id}/recall`, { recipientIds: null })).status).toBe(200);
    for (const address of [nils, KALLE, 'wrong@example.org'])
      expect((await enter(link, address)).answer.problem).toBe('link-recalled');
    expect((await view(link)).problem).toBe('link-recalled');
  });

  it('expires with the message, before and after its keys have been swept', async () => {
    const validUntil = new Date(product.clock.now().getTime() + 3 * DAY * 1000).toISOString();
    const link = await sendShared({ validUntil }, [external(maja)]);
    product.clock.advance(3 * DAY - 1);
    expect((await view(link)).status).toBe(200);
    product.clock.advance(1);
    expect((await view(link)).problem).toBe('link-expired');
    await product.services.expiry.run();
    expect((await enter(link, maja)).answer.problem).toBe('link-expired');
  });

  it.each([
    ['no token', { token: undefined }],
    ['a token that is none', { token: 'a b' }],
    ['an unknown field', { more: 1 }],
  ])('refuses a body with %s', async (_what, more) => {
    const link = await sendShared();
    expect((await view({ ...link, ...more })).problem).toBe('invalid-request');
  });

  it('stands in no log and in no row', async () => {
    const link = await sendShared();
    await view(link);
    await enter(link, maja);
    await enter(link, `secret-guess@example.org`);
    expect(product.log).not.toContain(link.token);
    expect(product.log).not.toContain('secret-guess');
    for (const table of ['shared_link', 'audit_event', 'recipient_event', 'link_session']) {
      const text = JSON.stringify(await product.database.all(`select * from ${table}`));
      expect([table, text.includes(link.token), text.includes('secret-guess')]).toEqual([table, false, false]);
    }
  });

  it('gives files of the message to a session without a cookie by ticket, while that session lives', async () => {
    const attachmentIds = [await hanna.upload('beslut.txt', Buffer.from('Beviljas'))];
    const { id } = await sendShared({ attachmentIds });
    const account = await product.services.accounts.findByEmail(HANNA);
    if (!account) throw new Error('nobody');
    const how = { level: 2, method: 'password-sms', host: 'teams' } as const;
    const { token, statements } = await product.services.sessions.start(account, how);
    await product.database.commit(statements);
    const teams = { authorization: `Bearer ${token}`, 'x-sefos-host': 'teams' };
    const ask = async () =>
      (await product.nobody().post(`/messages/${id}/downloads`, { attachmentId: attachmentIds[0] }, teams)).body;
    const fetchFile = (view: { id: string; ticket: string }, headers = {}) =>
      product.nobody().call('POST', `/downloads/${view.id}`, `ticket=${view.ticket}`, {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      });
    const first = await ask();
    expect(first).toMatchObject({ ticket: expect.stringMatching(/^[\w-]{43}$/), fileName: 'beslut.txt' });
    expect((await fetchFile(first, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await product.nobody().get(`/downloads/${first.id}`, teams)).problem).toBe('not-found');
    const got = await fetchFile(first);
    expect([got.status, got.bytes.toString()]).toEqual([200, 'Beviljas']);
    const used = await fetchFile(first);
    expect([used.status, used.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    const second = await ask();
    expect((await product.nobody().call('DELETE', '/session', undefined, teams)).status).toBe(204);
    expect((await fetchFile(second)).status).toBe(410);
    const asked = (await hanna.post(`/messages/${id}/downloads`, { attachmentId: attachmentIds[0] })).body;
    expect(asked.ticket).toBeNull();
    expect((await hanna.get(`/downloads/${asked.id}`)).bytes.toString()).toBe('Beviljas');
    for (const { ticket } of [first, second]) expect(product.log).not.toContain(ticket);
  });
});
