import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, TestProduct } from '../../testing/product.ts';

const CLAIM_SECONDS = 60;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('notifications', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  let address = '';
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.drain();
    product.mail.fail = null;
    product.mail.before = null;
    address = `person${++people}@example.org`;
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const timeline = async (id: string): Promise<string[]> =>
    (await hanna.get(`/messages/${id}/timeline`)).body[0].events.map(({ kind }: Row) => kind);
  const statusOf = async (id: string) => (await hanna.get(`/messages/${id}/timeline`)).body[0].recipient.status;
  const jobs = () => product.count("outbox where kind = 'notify-recipient'");

  /** The database of a worker that is killed before its first commit that ends a job. */
  const dyingDatabase = (): Database => ({
    engine: product.database.engine,
    all: (sql, ...params) => product.database.all(sql, ...params),
    get: (sql, ...params) => product.database.get(sql, ...params),
    write: (sql, ...params) => product.database.write(sql, ...params),
    commit: () => new Promise(() => {}),
    onCommit: (listener) => product.database.onCommit(listener),
    scrubLog: () => product.database.scrubLog(),
    close: () => Promise.resolve(),
  });

  it('go to each person without an account, and to nobody else', async () => {
    const id = await product.send(hanna, [external(address), external(`b${address}`), { address: KALLE }]);
    expect(await jobs()).toBe(2);
    await product.drain();
    expect([
      product.mail.to(address).length,
      product.mail.to(`b${address}`).length,
      product.mail.to(KALLE).length,
    ]).toEqual([1, 1, 0]);
    expect(product.linkOf(address).token).not.toBe(product.linkOf(`b${address}`).token);
    expect(await timeline(id)).toEqual(['sent', 'notified']);
    expect(await jobs()).toBe(0);
  });

  it('are mailed again with the same Message-ID and link when a worker dies after the mail, and are told once', async () => {
    const id = await product.send(hanna, [external(address)]);
    void product.worker(dyingDatabase()).drain();
    while (product.mail.to(address).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await timeline(id)).toEqual(['sent']);
    await product.drain();
    expect(product.mail.to(address)).toHaveLength(1);
    product.clock.advance(CLAIM_SECONDS);
    await product.drain();
    const [first, second] = product.mail.to(address);
    expect(product.mail.to(address)).toHaveLength(2);
    expect({ ...second }).toEqual({ ...first });
    expect(await timeline(id)).toEqual(['sent', 'notified']);
    expect((await product.enter(address)).linkId).toBe(product.linkOf(address).id);
  });

  it('are told once when a claim ran out and two workers did the same job', async () => {
    const id = await product.send(hanna, [external(address)]);
    let inside = 0;
    product.mail.before = async () => {
      // The first worker is held up so long that a second one takes the job.
      if (inside++ > 0) return;
      product.clock.advance(CLAIM_SECONDS);
      await product.drain();
    };
    await product.drain();
    expect(product.mail.to(address)).toHaveLength(2);
    expect(await timeline(id)).toEqual(['sent', 'notified']);
    expect(await jobs()).toBe(0);
  });

  it('that the next server refuses for good have bounced, and are not tried again', async () => {
    product.mail.fail = 'mail-refused';
    const id = await product.send(hanna, [external(address)]);
    await product.drain();
    expect(await statusOf(id)).toBe('bounced');
    expect(await timeline(id)).toEqual(['sent', 'bounced']);
    expect(await jobs()).toBe(0);
    const { rows } = (await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?folder=sent`)).body;
    expect(rows.find(({ messageId }: Row) => messageId === id).status).toBe('bounced');
  });

  it('that cannot be sent are told as late at the third try, tried on, and told as sent when they are', async () => {
    product.mail.fail = 'mail-unavailable';
    const id = await product.send(hanna, [external(address)]);
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      await product.drain();
      kinds.push((await timeline(id)).at(-1) ?? '');
      product.clock.advance(100);
    }
    expect(kinds).toEqual(['sent', 'sent', 'notification-failed', 'notification-failed', 'notification-failed']);
    expect(await statusOf(id)).toBe('notification-failed');
    product.mail.fail = null;
    await product.drain();
    expect(await timeline(id)).toEqual(['sent', 'notification-failed', 'notified']);
    expect(await statusOf(id)).toBe('notified');
  });

  it('of a message recalled before they went out are not sent', async () => {
    const id = await product.send(hanna, [external(address)]);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    await product.drain();
    expect(product.mail.to(address)).toEqual([]);
    expect(await timeline(id)).toEqual(['sent', 'recalled']);
    expect(await jobs()).toBe(0);
  });

  it('of a link whose time is up are not sent', async () => {
    const validUntil = new Date(product.clock.now().getTime() + 1000).toISOString();
    const id = await product.send(hanna, [external(address)], { validUntil });
    product.clock.advance(1);
    await product.drain();
    expect(product.mail.to(address)).toEqual([]);
    await product.services.expiry.run();
    expect(await statusOf(id)).toBe('expired');
  });

  it('hold nothing of the message: neither subject nor text, number nor personnummer', async () => {
    const step = { method: 'sms', phone: '0701740655', openText: 'Ring oss gärna' };
    await product.send(hanna, [external(address, step)], { subject: 'Hemligt ärende', bodyHtml: '<p>Hemlig text</p>' });
    await product.drain();
    const mail = JSON.stringify(product.mail.to(address));
    expect(mail).toContain('Ring oss gärna');
    for (const secret of ['Hemlig', '701740655', '070-174']) expect(mail).not.toContain(secret);
    expect(await product.count("outbox where payload like '%@%'")).toBe(0);
  });
});
