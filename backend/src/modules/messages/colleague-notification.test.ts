import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const WAIT_SECONDS = 20;
const PATH = '/account/notifications';
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('notifications to people with an account', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.commit([write('delete from notification_preference'), write('delete from outbox')]);
    await product.database.commit([write('update account set frozen_at = null')]);
    product.mail.sent.length = 0;
    product.mail.fail = null;
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const later = async (seconds = WAIT_SECONDS) => {
    product.clock.advance(seconds);
    await product.drain();
  };
  const timeline = async (id: string): Promise<string[]> =>
    (await hanna.get(`/messages/${id}/timeline`)).body[0].events.map(({ kind }: Row) => kind);
  const statusOf = async (id: string) => (await hanna.get(`/messages/${id}/timeline`)).body[0].recipient.status;
  const choose = async (mail: boolean) =>
    expect((await kalle.call('PUT', PATH, { mail, teams: false })).status).toBe(200);

  it('go by mail when nothing else is chosen, to colleagues and to other organisations, and the sender sees it', async () => {
    expect((await kalle.get(PATH)).body).toMatchObject({ mail: true });
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    await product.drain();
    expect(await statusOf(id)).toBe('sent');
    await later();
    expect([product.mail.to(KALLE).length, product.mail.to(LISA).length]).toEqual([1, 1]);
    expect(await timeline(id)).toEqual(['sent', 'notified']);
    expect(await statusOf(id)).toBe('notified');
    expect(product.mail.to(KALLE)[0]?.text).toContain(`/messages/inbox/${id}`);
  });

  it('hold neither subject nor text, and speak the language of who reads them', async () => {
    await product.database.commit([write("update account set language = 'fi' where email = ?", KALLE)]);
    await product.send(hanna, [{ address: KALLE }], { subject: 'Hemligt ärende', bodyHtml: '<p>Hemlig text</p>' });
    await later();
    const [mail] = product.mail.to(KALLE);
    expect(JSON.stringify(mail)).not.toContain('Hemlig');
    expect(mail?.text).toContain('turvallisen viestin');
    await product.database.commit([write("update account set language = 'sv' where email = ?", KALLE)]);
  });

  it('are not sent to who has switched them off, whoever asks; on again they are', async () => {
    await choose(false);
    expect((await kalle.get(PATH)).body).toMatchObject({ mail: false });
    const id = await product.send(hanna, [{ address: KALLE }]);
    const forEverybody = await product.send(hanna, [{ address: KALLE }], { notification: 'everybody' });
    await later();
    expect(product.mail.to(KALLE)).toEqual([]);
    expect([await statusOf(id), await statusOf(forEverybody)]).toEqual(['sent', 'sent']);
    await choose(true);
    await product.send(hanna, [{ address: KALLE }]);
    await later();
    expect(product.mail.to(KALLE)).toHaveLength(1);
  });

  it('cannot be asked for again for who has switched them off: the sender is told so, and may ask once they are on', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await choose(false);
    const recipientId = (await hanna.get(`/messages/${id}/timeline`)).body[0].recipient.id;
    const again = () => hanna.post(`/messages/${id}/notify`, { recipientId });
    expect([(await again()).problem, (await again()).problem]).toEqual(['mail-not-wanted', 'mail-not-wanted']);
    await choose(true);
    expect((await again()).status).toBe(204);
    await later();
    expect(product.mail.to(KALLE)).not.toEqual([]);
  });

  it('are spared who opens, or marks as read, before they leave', async () => {
    const opened = await product.send(hanna, [{ address: KALLE }]);
    expect((await kalle.post(`/messages/${opened}/open`, {})).status).toBe(200);
    const marked = await product.send(hanna, [{ address: KALLE }]);
    await product.database.commit([write('update recipient set unread = 0 where message_id = ?', marked)]);
    await later();
    expect(product.mail.to(KALLE)).toEqual([]);
    expect(await timeline(marked)).toEqual(['sent']);
  });

  it('are not sent of a recalled message, nor of one that the sender wrote to herself', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    await product.send(hanna, [{ address: HANNA }]);
    await later();
    expect(product.mail.sent).toEqual([]);
  });

  it("are not asked for when the sender's own mail program tells everybody", async () => {
    const id = await product.send(hanna, [{ address: KALLE }], { notification: 'sender' });
    expect((await hanna.post(`/messages/${id}/notified`, { by: 'sender' })).status).toBe(204);
    await later(3_600);
    expect(product.mail.sent).toEqual([]);
    expect(await product.count("outbox where kind = 'notify-colleague'")).toBe(0);
  });

  it('are tried again with the same Message-ID while mail cannot be sent, also to a frozen account', async () => {
    await product.database.commit([write('update account set frozen_at = 1 where email = ?', KALLE)]);
    product.mail.fail = 'mail-unavailable';
    const id = await product.send(hanna, [{ address: KALLE }]);
    await later();
    product.mail.fail = null;
    await later(60);
    expect(product.mail.to(KALLE)).toHaveLength(1);
    expect(await timeline(id)).toEqual(['sent', 'notified']);
  });

  it('tell of an answer through a link without naming who wrote it', async () => {
    const address = 'medborgare@example.org';
    await product.send(hanna, [external(address)]);
    await product.drain();
    const citizen = await product.enter(address);
    const answer = { bodyText: 'Svaret', attachmentIds: [] };
    expect((await citizen.post('/link/open')).status).toBe(200);
    expect((await citizen.post('/link/reply', answer)).status).toBe(201);
    await later();
    const [mail] = product.mail.to(HANNA);
    expect(mail?.subject).toBe('Du har fått ett svar på ett säkert meddelande');
    expect(JSON.stringify([mail?.text, mail?.html])).not.toContain(address);
  });

  it('are a choice of the person alone, and its change stands in the log', async () => {
    await choose(false);
    expect((await hanna.get(PATH)).body).toMatchObject({ mail: true });
    expect((await hanna.call('PUT', PATH, { mail: 'no', teams: false })).problem).toBe('invalid-request');
    const entry = await product.database.get<Row>(
      "select * from audit_event where action = 'notification-preferences.changed' order by id desc limit 1",
    );
    expect(entry).toMatchObject({ actor_id: kalle.accountId, facts: '{"mail":false,"teams":false}' });
  });
});
