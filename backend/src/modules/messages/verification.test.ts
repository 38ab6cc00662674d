import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from '../../testing/browser.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { personOf } from '../identification/testing/fakes.ts';

const WRONG_PHONE = '070-174 06 05';
const PHONE = '070-174 06 18';
const ANNA = '199001012385';
const BO = '198507099805';
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('whom a sender lets read, changed afterwards', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    // Codes to one number are limited by the hour.
    product.clock.advance(3_600);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const deliver = async (step: Row, more: Row = {}) => {
    const address = `reader${++people}@example.org`;
    const id = await product.send(hanna, [external(address, step)], more);
    await product.drain();
    const [{ recipient }] = (await hanna.get(`/messages/${id}/timeline`)).body;
    return { id, address, recipientId: String(recipient.id) };
  };
  const change = ({ id, recipientId }: { id: string; recipientId: string }, given: Row, by = hanna) =>
    by.post(`/messages/${id}/verification`, { recipientId, ...given });
  const kinds = async (id: string) =>
    (await hanna.get(`/messages/${id}/timeline`)).body[0].events.map(({ kind }: Row) => kind);
  const enter = async (address: string) => {
    const page = await product.follow(product.linkOf(address));
    await page.post('/link/address', { email: address });
    return page;
  };
  const askForCode = async (page: Browser) => (await page.post('/link/sms')).body.challengeId;
  const enterCode = (page: Browser, challengeId: string, code = product.sms.lastCode()) =>
    page.post('/link/sms/verify', { challengeId, code });
  const identify = async (page: Browser, person: string) => {
    product.bankId.state = personOf(person);
    const { orderId } = (await page.post('/link/bankid')).body;
    return page.post(`/link/bankid/${orderId}/collect`);
  };

  it('sends the next code to the new number, sealed as the one before, and the log does not tell it', async () => {
    const sent = await deliver({ method: 'sms', phone: WRONG_PHONE });
    expect((await change(sent, { phone: PHONE })).status).toBe(204);
    const page = await enter(sent.address);
    expect((await page.get('/link')).body.maskedPhone).toContain('18');
    const challenge = await askForCode(page);
    expect(product.sms.sent.at(-1)?.to).toBe('+46701740618');
    expect((await enterCode(page, challenge)).body.step).toBe('ready');
    expect((await page.post('/link/open')).status).toBe(200);
    expect(await kinds(sent.id)).toEqual(['sent', 'notified', 'phone-changed', 'opened']);
    const rows = await product.database.all('select * from external_link where id = ?', sent.recipientId);
    const log = await product.database.all<Row>('select * from audit_event where target_id = ?', sent.id);
    expect(log.find(({ action }) => action === 'message.verification-changed')).toMatchObject({
      facts: JSON.stringify({ recipient: sent.recipientId, datum: 'phone' }),
    });
    expect(JSON.stringify([rows, log]) + product.log).not.toMatch(/701740618|174 06 18/);
  });

  it('tells the sender the number in use by its last digits, at the level of the message, and nobody else', async () => {
    const sent = await deliver({ method: 'sms', phone: WRONG_PHONE }, { assuranceLevel: 2 });
    const told = async () => (await hanna.get(`/messages/${sent.id}/timeline`)).body[0].recipient;
    expect((await told()).maskedPhone).toBe('••• •• 05');
    await change(sent, { phone: PHONE });
    expect((await told()).maskedPhone).toBe('••• •• 18');
    expect(JSON.stringify((await hanna.get(`/messages/${sent.id}`)).body)).not.toContain('•');
    await hanna.post(`/messages/${sent.id}/recall`, { recipientIds: null });
    expect(await told()).not.toHaveProperty('maskedPhone');
    const withPerson = await deliver({ method: 'bankid', personalNumber: ANNA });
    const body = JSON.stringify((await hanna.get(`/messages/${withPerson.id}/timeline`)).body);
    expect(body).not.toMatch(/maskedPhone|1990|2385/);
  });

  it('ends what the one before was at: her session, and a code that is on its way to the old number', async () => {
    const sent = await deliver({ method: 'sms', phone: WRONG_PHONE });
    const page = await enter(sent.address);
    const challenge = await askForCode(page);
    const code = product.sms.lastCode();
    await change(sent, { phone: PHONE });
    expect(await enterCode(page, challenge, code)).toMatchObject({ status: 401 });
    const again = await enter(sent.address);
    expect(await enterCode(again, challenge, code)).toMatchObject({ problem: 'code-expired' });
    // No pause is left of what was asked for before.
    expect((await again.post('/link/sms')).status).toBe(200);
  });

  it('of a code being sent and a change at once no code to the old number remains', async () => {
    for (let round = 0; round < 5; round++) {
      const sent = await deliver({ method: 'sms', phone: WRONG_PHONE });
      const page = await enter(sent.address);
      const before = product.sms.sent.length;
      const [asked, changed] = await Promise.all([page.post('/link/sms'), change(sent, { phone: PHONE })]);
      expect(changed.status).toBe(204);
      const code = product.sms.sent.length > before ? product.sms.lastCode() : '000000';
      const again = await enter(sent.address);
      const answer = await enterCode(again, asked.body?.challengeId ?? sent.recipientId, code);
      expect(answer.problem).toBe('code-expired');
    }
  });

  it('lets the new person in by her personnummer and the one before no more, with failed tries forgotten', async () => {
    const sent = await deliver({ method: 'bankid', personalNumber: ANNA });
    const stranger = await enter(sent.address);
    for (let time = 0; time < 9; time++) await identify(stranger, BO);
    expect((await change(sent, { personalNumber: BO })).status).toBe(204);
    expect((await stranger.get('/link')).status).toBe(401);
    const wrong = await identify(await enter(sent.address), ANNA);
    expect(wrong.problem).toBe('wrong-person');
    const page = await enter(sent.address);
    expect((await identify(page, BO)).body.status).toBe('complete');
    expect((await page.post('/link/open')).status).toBe(200);
    expect((await kinds(sent.id)).filter((kind: string) => kind === 'locked')).toEqual([]);
  });

  it('opens a locked link again', async () => {
    const sent = await deliver({ method: 'bankid', personalNumber: ANNA });
    const page = await enter(sent.address);
    for (let time = 0; time < 10; time++) await identify(page, BO);
    await expect(product.follow(product.linkOf(sent.address))).rejects.toThrow('link-locked');
    await change(sent, { personalNumber: ANNA });
    expect((await identify(await enter(sent.address), ANNA)).body.status).toBe('complete');
  });

  it('puts a reader out who has opened, and tells of the opening by the new person once', async () => {
    const sent = await deliver({ method: 'sms', phone: WRONG_PHONE });
    const first = await enter(sent.address);
    await enterCode(first, await askForCode(first));
    await first.post('/link/open');
    await change(sent, { phone: PHONE });
    expect((await first.post('/link/open')).status).toBe(401);
    const second = await enter(sent.address);
    await enterCode(second, await askForCode(second));
    await second.post('/link/open');
    await second.post('/link/open');
    expect(await kinds(sent.id)).toEqual(['sent', 'notified', 'opened', 'phone-changed', 'opened']);
  });

  it('lets the new person take files and answer only after an opening of her own', async () => {
    const uploadId = await hanna.upload('a.txt', Buffer.from('x'));
    const sent = await deliver({ method: 'sms', phone: WRONG_PHONE }, { attachmentIds: [uploadId] });
    const first = await enter(sent.address);
    await enterCode(first, await askForCode(first));
    await first.post('/link/open');
    await change(sent, { phone: PHONE });
    const second = await enter(sent.address);
    await enterCode(second, await askForCode(second));
    const download = () => second.post('/link/downloads', { attachmentId: uploadId });
    const reply = () => second.post('/link/reply', { bodyText: 'Tack', attachmentIds: [] });
    expect((await second.get('/link')).body.opened).toBe(false);
    expect((await download()).problem).toBe('link-not-identified');
    expect((await second.get('/link/absence')).problem).toBe('link-not-identified');
    expect((await reply()).problem).toBe('reply-not-allowed');
    await expect(second.upload('b.txt', Buffer.from('x'))).rejects.toThrow('reply-not-allowed');
    expect(await kinds(sent.id)).toEqual(['sent', 'notified', 'opened', 'phone-changed']);
    await second.post('/link/open');
    expect((await second.get('/link')).body.opened).toBe(true);
    expect((await download()).status).toBe(201);
    expect((await reply()).status).toBe(201);
    expect(await kinds(sent.id)).toEqual([
      ...['sent', 'notified', 'opened', 'phone-changed', 'opened', 'downloaded', 'replied'],
    ]);
  });

  it.each([
    ['sms', { phone: WRONG_PHONE }, { phone: '12' }, 'phone-invalid'],
    ['sms', { phone: WRONG_PHONE }, { personalNumber: ANNA }, 'invalid-request'],
    ['sms', { phone: WRONG_PHONE }, { phone: PHONE, personalNumber: ANNA }, 'invalid-request'],
    ['sms', { phone: WRONG_PHONE }, {}, 'invalid-request'],
    ['bankid', { personalNumber: ANNA }, { personalNumber: '199001012380' }, 'personal-number-invalid'],
    ['bankid', { personalNumber: ANNA }, { phone: PHONE }, 'invalid-request'],
    ['email', {}, { phone: PHONE }, 'invalid-request'],
  ])('refuses what does not identify by %s: %j then %j', async (method, step, given, problem) => {
    const sent = await deliver({ method, ...step });
    expect((await change(sent, given)).problem).toBe(problem);
    expect(await kinds(sent.id)).toEqual(['sent', 'notified']);
  });

  it('is the sender’s alone, at the level of the message, while the link can be used', async () => {
    const sent = await deliver({ method: 'bankid', personalNumber: ANNA }, { assuranceLevel: 3 });
    expect(await change(sent, { personalNumber: BO })).toMatchObject({ status: 403, problem: 'step-up-required' });
    const strong = await product.signIn(HANNA, 3);
    expect((await change(sent, { personalNumber: BO }, strong)).status).toBe(204);
    for (const stranger of [await product.signIn(KALLE, 3), await product.signIn(LISA, 3)])
      expect((await change(sent, { personalNumber: BO }, stranger)).status).toBe(404);
    const other = await deliver({ method: 'sms', phone: WRONG_PHONE });
    expect((await change({ ...sent, recipientId: other.recipientId }, { phone: PHONE }, strong)).status).toBe(404);
    const internal = await product.send(hanna, [{ address: KALLE }]);
    const [{ recipient }] = (await hanna.get(`/messages/${internal}/timeline`)).body;
    expect((await change({ id: internal, recipientId: recipient.id }, { phone: PHONE })).problem).toBe('links-ended');
    await hanna.post(`/messages/${other.id}/recall`, { recipientIds: null });
    expect((await change(other, { phone: PHONE })).problem).toBe('message-unavailable');
  });
});
