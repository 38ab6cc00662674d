import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const DAY_SECONDS = 86_400;
const CLAIM_SECONDS = 60;
type Row = Readonly<Record<string, unknown>>;

/** The clock begins at nine in the morning in Sweden, on the second of March. */
describeOnBoth('reminders', (open) => {
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
    // What earlier tests left is over, and it is nine again: the clock stands at the full day.
    product.clock.advance(100 * DAY_SECONDS);
    await product.drain();
    await product.services.expiry.run();
    await product.database.commit([write('delete from ending_link'), write('delete from sender_reminder')]);
    product.mail.fail = null;
    product.mail.sent.length = 0;
    address = `person${++people}@example.org`;
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const inDays = (days: number) => new Date(product.clock.now().getTime() + days * DAY_SECONDS * 1000).toISOString();
  const remind = async () => {
    await product.services.reminders.run();
    await product.drain();
  };
  const send = async (
    days: number,
    to: readonly string[] = [address],
    more: Readonly<Record<string, unknown>> = {},
  ) => {
    const id = await product.send(
      hanna,
      to.map((one) => external(one)),
      { validUntil: inDays(days), ...more },
    );
    await product.drain();
    return id;
  };
  const timeline = async (id: string): Promise<string[]> => {
    hanna = await product.signIn(HANNA);
    return (await hanna.get(`/messages/${id}/timeline`)).body[0].events.map(({ kind }: Row) => kind);
  };
  const mails = (to = address) => product.mail.to(to).filter(({ subject }) => subject.startsWith('Påminnelse'));
  const setDays = async (days: number) => {
    await product.database.commit([
      write(`update organisation set settings = '{"reminderDays":${days}}' where slug = 'storkommun'`),
    ]);
    product.clock.advance(5);
  };

  it('go to a reader who has not opened, once, three days before, with her own link', async () => {
    const id = await send(30);
    const { token } = product.linkOf(address);
    product.clock.advance(26 * DAY_SECONDS);
    await remind();
    expect(mails()).toEqual([]);
    product.clock.advance(DAY_SECONDS);
    await remind();
    await remind();
    product.clock.advance(DAY_SECONDS);
    await remind();
    const [mail] = mails();
    expect(mails()).toHaveLength(1);
    expect(mail?.headers).toEqual({ 'X-Sefos-Message': id });
    expect(mail?.text).toContain(`#${token}`);
    expect(await timeline(id)).toEqual(['sent', 'notified', 'reminded']);
    expect((await product.enter(address)).linkId).toBe(product.linkOf(address).id);
    expect(await product.count("audit_event where action = 'message.reminded'")).toBe(1);
  });

  it('lead to her own link also when the mail program of the sender told everybody', async () => {
    const id = await product.send(hanna, [external(address)], { validUntil: inDays(30), notification: 'sender' });
    await hanna.post(`/messages/${id}/notified`, { by: 'sender' });
    expect(product.mail.sent).toEqual([]);
    product.clock.advance(27 * DAY_SECONDS);
    await remind();
    expect(mails()).toHaveLength(1);
    expect((await product.enter(address)).linkId).toBe(product.linkOf(address).id);
  });

  it('tell the sender once a day of how many messages, and nothing of them', async () => {
    await send(30, [address, `b${address}`], { subject: 'Hemligt ärende' });
    await send(30, [`c${address}`], { subject: 'Hemligt ärende' });
    product.mail.sent.length = 0;
    product.clock.advance(27 * DAY_SECONDS);
    await remind();
    await remind();
    const told = product.mail.to(HANNA);
    expect(told.map(({ subject }) => subject)).toEqual(['2 meddelanden som du har skickat går snart ut']);
    expect(told[0]?.text).toContain('https://sefos.example/messages/links');
    const words = JSON.stringify(told);
    for (const secret of ['Hemligt', address, '@example.org', '/m/', '/o/']) expect(words).not.toContain(secret);
    product.clock.advance(DAY_SECONDS);
    await remind();
    expect(product.mail.to(HANNA)).toHaveLength(1);
  });

  it('wait for the next day when the sender has been told today', async () => {
    await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await remind();
    hanna = await product.signIn(HANNA);
    const late = await send(30, [`late${address}`]);
    // Her sender shortens it to two days, long after it was sent.
    const [ends, sent] = [Date.parse(inDays(2)), Date.parse(inDays(-20))];
    await product.database.commit([
      write('update external_link set expires_at = ? where message_id = ?', ends, late),
      write('update recipient set expires_at = ?, delivered_at = ? where message_id = ?', ends, sent, late),
    ]);
    await remind();
    expect(mails(`late${address}`)).toHaveLength(1);
    expect(product.mail.to(HANNA)).toHaveLength(1);
    product.clock.advance(DAY_SECONDS);
    await remind();
    expect(product.mail.to(HANNA)).toHaveLength(2);
  });

  it('go once more when the link has got another end', async () => {
    const id = await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await remind();
    const later = Date.parse(inDays(20));
    await product.database.commit([
      write('update external_link set expires_at = ? where message_id = ?', later, id),
      write('update recipient set expires_at = ? where message_id = ?', later, id),
    ]);
    await remind();
    expect(mails()).toHaveLength(1);
    product.clock.advance(17 * DAY_SECONDS);
    await remind();
    await remind();
    expect(mails()).toHaveLength(2);
    expect(new Set(mails().map(({ messageId }) => messageId)).size).toBe(2);
    expect(await timeline(id)).toEqual(['sent', 'notified', 'reminded', 'reminded']);
  });

  it('of an end that was moved before the mail went out are not sent', async () => {
    const id = await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await product.services.reminders.run();
    await product.database.commit([
      write('update external_link set expires_at = ? where message_id = ?', Date.parse(inDays(30)), id),
    ]);
    await product.drain();
    expect(mails()).toEqual([]);
    expect(product.mail.to(HANNA)).toEqual([]);
  });

  it('are not sent for what has been opened, recalled or purged, nor for links that are short', async () => {
    const opened = await send(30, [`opened${address}`]);
    expect((await (await product.enter(`opened${address}`)).post('/link/open')).status).toBe(200);
    const recalled = await send(30, [`recalled${address}`]);
    expect((await hanna.post(`/messages/${recalled}/recall`, { recipientIds: null })).status).toBe(200);
    await product.send(hanna, [{ address: KALLE }, { address: LISA }], { validUntil: inDays(30) });
    product.clock.advance(24 * DAY_SECONDS + 3_600);
    hanna = await product.signIn(HANNA);
    await send(5.9, [`short${address}`]);
    product.mail.sent.length = 0;
    for (let day = 0; day < 7; day++) {
      product.clock.advance(DAY_SECONDS);
      await remind();
    }
    expect(product.mail.sent).toEqual([]);
    expect(await timeline(opened)).not.toContain('reminded');
  });

  it('are not sent at all where the organisation has none, nor at night', async () => {
    await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await setDays(0);
    await remind();
    await setDays(3);
    product.clock.advance(14 * 3_600);
    await remind();
    expect(mails()).toEqual([]);
    product.clock.advance(10 * 3_600);
    await remind();
    expect(mails()).toHaveLength(1);
  });

  it('are asked for once by several processes at once, and by one that is started again', async () => {
    await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await Promise.all([1, 2, 3].map(() => product.services.reminders.run()));
    expect(await product.count("outbox where kind = 'remind-recipient'")).toBe(1);
    expect(await product.count("outbox where kind = 'remind-sender'")).toBe(1);
    await product.services.reminders.run();
    await product.drain();
    expect([mails().length, product.mail.to(HANNA).length]).toEqual([1, 1]);
  });

  it('are mailed again with the same Message-ID when a worker dies after the mail, and are told once', async () => {
    const id = await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await product.services.reminders.run();
    const dying: Database = {
      engine: product.database.engine,
      all: (sql, ...params) => product.database.all(sql, ...params),
      get: (sql, ...params) => product.database.get(sql, ...params),
      write: (sql, ...params) => product.database.write(sql, ...params),
      commit: () => new Promise(() => {}),
      onCommit: (listener) => product.database.onCommit(listener),
      scrubLog: () => product.database.scrubLog(),
      close: () => Promise.resolve(),
    };
    void product.worker(dying).drain();
    while (mails().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    product.clock.advance(CLAIM_SECONDS);
    await product.drain();
    expect(mails()).toHaveLength(2);
    expect({ ...mails()[1] }).toEqual({ ...mails()[0] });
    expect(await timeline(id)).toEqual(['sent', 'notified', 'reminded']);
  });

  it('that are refused for good tell the sender that the address does not accept mail', async () => {
    const id = await send(30);
    product.clock.advance(27 * DAY_SECONDS);
    await product.services.reminders.run();
    product.mail.fail = 'mail-refused';
    await product.drain();
    expect(await timeline(id)).toEqual(['sent', 'notified', 'bounced']);
    expect(await product.count('ending_link')).toBe(0);
  });

  it('are found by an index among many links', async () => {
    const plan = await product.database.all<Row>(
      `explain ${product.database.engine === 'sqlite' ? 'query plan ' : ''}select l.id from external_link l join recipient r on r.id = l.id where l.organisation_id = 'x' and l.revoked_at is null and coalesce(l.reminder_settled_for, 0) <> l.expires_at and l.expires_at > 1 and l.expires_at < 2 order by l.expires_at limit 200`,
    );
    expect(JSON.stringify(plan)).toContain('ix_external_link_reminder');
  });
});
