import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, TestProduct } from '../../testing/product.ts';
import { personOf } from '../identification/testing/fakes.ts';

const ANNA = '199001012385';
const BO = '198507099805';
const DAY = 86_400;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('what a sender is told of a recipient', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(2 * DAY);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const deliver = async (step: Row = {}, more: Row = {}) => {
    const address = `told${++people}@example.org`;
    const id = await product.send(hanna, [external(address, step)], more);
    await product.drain();
    return { id, address };
  };
  const mails = async () => {
    await product.drain();
    return product.mail.to(HANNA);
  };
  const live = (type: string, id: string) => product.count('live_event where type = ? and message_id = ?', type, id);
  const enter = async (address: string) => {
    const page = await product.follow(product.linkOf(address));
    await page.post('/link/address', { email: address });
    return page;
  };
  const tryAs = async (address: string, person: string) => {
    const page = await enter(address);
    product.bankId.state = personOf(person);
    const { orderId } = (await page.post('/link/bankid')).body;
    return (await page.post(`/link/bankid/${orderId}/collect`)).problem;
  };

  it('gets one receipt a recipient, live and by a mail that names nobody, at the first opening', async () => {
    const before = (await mails()).length;
    const { id, address } = await deliver({}, { readReceipt: true });
    const page = await product.enter(address);
    expect((await page.get('/link')).body.readReceipt).toBe(true);
    const pages = await Promise.all([page.post('/link/open'), page.post('/link/open')]);
    expect(pages.map(({ status }) => status)).toEqual([200, 200]);
    expect((await page.get('/link')).body.readReceipt).toBe(false);
    const told = (await mails()).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).toBe('Läskvitto: ett meddelande som du har skickat är öppnat');
    expect(told[0]?.text).toContain(`/messages/sent/${id}`);
    expect(JSON.stringify(told)).not.toMatch(/Ärende|told\d+@/);
    expect(await live('message-opened', id)).toBe(1);
    expect((await hanna.get(`/messages/${id}`)).body.readReceipt).toBe(true);
  });

  it('tells a colleague before she opens, and the sender when she has', async () => {
    const before = (await mails()).length;
    const id = await product.send(hanna, [{ address: KALLE }], { readReceipt: true });
    const kalle = await product.signIn(KALLE);
    expect((await kalle.get(`/messages/${id}`)).body.readReceipt).toBe(true);
    await kalle.post(`/messages/${id}/open`);
    expect((await kalle.get(`/messages/${id}`)).body.readReceipt).toBeUndefined();
    expect((await mails()).length - before).toBe(1);
  });

  it('sends no receipt that nobody asked for, nor one to somebody who wrote to herself', async () => {
    const before = (await mails()).length;
    const { id, address } = await deliver();
    await (await product.enter(address)).post('/link/open');
    const own = await product.send(hanna, [{ address: HANNA }], { readReceipt: true });
    await hanna.post(`/messages/${own}/open`);
    expect((await mails()).length).toBe(before);
    expect((await live('message-opened', id)) + (await live('message-opened', own))).toBe(0);
  });

  it('sends the receipt again after a crash between mail and commit, as the same mail', async () => {
    const before = (await mails()).length;
    const { address } = await deliver({}, { readReceipt: true });
    await (await product.enter(address)).post('/link/open');
    const { database } = product;
    const dying: Database = {
      engine: database.engine,
      all: (sql, ...params) => database.all(sql, ...params),
      get: (sql, ...params) => database.get(sql, ...params),
      write: (sql, ...params) => database.write(sql, ...params),
      commit: () => new Promise(() => {}),
      onCommit: (listener) => database.onCommit(listener),
      scrubLog: () => database.scrubLog(),
      close: () => Promise.resolve(),
    };
    void product.worker(dying).drain();
    while (product.mail.to(HANNA).length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    product.clock.advance(DAY);
    const told = (await mails()).slice(before);
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('hears of another person live each time, and by mail once a day and recipient', async () => {
    const before = (await mails()).length;
    const { id, address } = await deliver({ method: 'bankid', personalNumber: ANNA });
    expect([await tryAs(address, BO), await tryAs(address, BO)]).toEqual(['wrong-person', 'wrong-person']);
    const told = (await mails()).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).toBe('Fel person försökte öppna ett meddelande som du har skickat');
    expect(JSON.stringify(told)).not.toMatch(/Ärende|told\d+@|198507099805/);
    expect(await live('identity-mismatch', id)).toBe(2);
    const [{ events }] = (await hanna.get(`/messages/${id}/timeline`)).body;
    expect(events.filter(({ kind }: Row) => kind === 'wrong-person')).toMatchObject([
      { method: 'bankid' },
      { method: 'bankid' },
    ]);
    expect(JSON.stringify(events)).not.toContain(BO);
    product.clock.advance(DAY - 0.001);
    await tryAs(address, BO);
    expect((await mails()).length - before).toBe(1);
    product.clock.advance(0.001);
    await tryAs(address, BO);
    expect((await mails()).length - before).toBe(2);
    // The right person still reads.
    expect(await tryAs(address, ANNA)).toBeUndefined();
  });

  it('is mailed once when several try at once', async () => {
    const before = (await mails()).length;
    const { address } = await deliver({ method: 'bankid', personalNumber: ANNA });
    const tries = await Promise.all(Array.from({ length: 5 }, () => tryAs(address, BO)));
    expect(tries.every((problem) => problem !== undefined)).toBe(true);
    expect((await mails()).length - before).toBe(1);
  });

  it('hears of it when the tries of a code are used up; the message stays, and the right code opens it', async () => {
    const before = (await mails()).length;
    const { id, address } = await deliver({ method: 'sms', phone: '0701740605' });
    const page = await enter(address);
    const { challengeId } = (await page.post('/link/sms')).body;
    const wrong = product.sms.lastCode() === '000000' ? '000001' : '000000';
    for (let time = 0; time < 5; time++) await page.post('/link/sms/verify', { challengeId, code: wrong });
    const [{ events }] = (await hanna.get(`/messages/${id}/timeline`)).body;
    const kinds = events.map(({ kind }: Row) => kind).slice(2);
    expect(kinds).toEqual(['wrong-code', 'wrong-code', 'wrong-code', 'wrong-code', 'wrong-person']);
    expect((await mails()).length - before).toBe(1);
    product.clock.advance(120);
    const again = (await page.post('/link/sms')).body.challengeId;
    await page.post('/link/sms/verify', { challengeId: again, code: product.sms.lastCode() });
    expect((await page.post('/link/open')).body.subject).toBe('Ärende');
  });
});
