import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { Database } from '../../platform/database/database.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { SENDER_CONFIRMS_MILLISECONDS } from './message-writer.ts';

const NET_SECONDS = SENDER_CONFIRMS_MILLISECONDS / 1000;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('who tells the recipients', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let maja = '';
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.mail.fail = null;
    // What the test before left to wait.
    product.clock.advance(NET_SECONDS);
    await product.drain();
    product.mail.sent.length = 0;
    maja = `maja${++people}@example.org`;
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const everybody = () => [external(maja), { address: KALLE }, { address: LISA }];
  const sendAs = (notification?: string, more: object = {}) =>
    product.send(hanna, everybody(), { ...(notification ? { notification } : {}), ...more });
  const told = () => product.mail.sent.map(({ to }) => to).sort();
  const confirm = (id: string, by: string, who = hanna) => who.post(`/messages/${id}/notified`, { by });
  const mailOf = (id: string, who = hanna) => who.get(`/messages/${id}/notification`);
  const jobs = () => product.count("outbox where kind like 'notify%'");
  const kinds = async (id: string): Promise<string[][]> =>
    (await hanna.get(`/messages/${id}/timeline`)).body.map(({ events }: { events: Row[] }) =>
      events.map(({ kind }) => kind),
    );
  const logged = (id: string) =>
    product.count("audit_event where action = 'message.notified-by-sender' and target_id = ?", id);
  const ONCE = [
    ['sent', 'notified'],
    ['sent', 'notified'],
    ['sent', 'notified'],
  ];

  it.each([undefined, 'links'])('%s: people without an account', async (notification) => {
    await sendAs(notification);
    await product.drain();
    expect(told()).toEqual([maja]);
  });

  it('everybody: colleagues and other organisations as well, each with a mail in her own language', async () => {
    await product.database.write("update account set language = 'fi' where email = ?", LISA);
    const id = await sendAs('everybody', { subject: 'Hemligt ärende', bodyHtml: '<p>Hemlig text</p>' });
    await product.drain();
    expect(told()).toEqual([KALLE, LISA, maja].sort());
    expect(await kinds(id)).toEqual(ONCE);
    const [kalles, lisas] = [KALLE, LISA].map((address) => product.mail.to(address)[0]);
    expect(kalles?.subject).toBe('Du har fått ett säkert meddelande från Storkommun');
    expect(lisas?.subject).toBe('Sinulle on turvallinen viesti: Storkommun');
    for (const mail of [kalles, lisas]) {
      expect(mail?.text).toContain(`https://sefos.example/messages/inbox/${id}`);
      expect(mail?.text).not.toMatch(/#|\/m\/|Hemlig/);
      expect(mail?.html).not.toContain('Hemlig');
    }
    for (const { headers } of product.mail.sent) expect(headers?.['X-Sefos-Message']).toBe(id);
    expect(new Set(product.mail.sent.map(({ messageId }) => messageId)).size).toBe(3);
    await product.database.write("update account set language = 'sv' where email = ?", LISA);
  });

  it('everybody: bounced mail to a colleague is told as such', async () => {
    product.mail.fail = 'mail-refused';
    const id = await product.send(hanna, [{ address: KALLE }], { notification: 'everybody' });
    await product.drain();
    expect(await kinds(id)).toEqual([['sent', 'bounced']]);
  });

  it('everybody: nobody who has read it already, or from whom it was recalled', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: OLGA }], { notification: 'everybody' });
    const kalle = await product.signIn(KALLE);
    await kalle.post(`/messages/${id}/open`);
    await hanna.post(`/messages/${id}/recall`, { recipientIds: null });
    await product.drain();
    expect(told()).toEqual([]);
    expect(await jobs()).toBe(0);
  });

  it('sender: nobody until fifteen minutes have passed, then everybody, once', async () => {
    const id = await sendAs('sender');
    product.clock.advance(NET_SECONDS - 1);
    await product.drain();
    expect(told()).toEqual([]);
    expect((await mailOf(id)).body.alreadyNotified).toBe(false);
    product.clock.advance(1);
    await product.drain();
    expect(told()).toEqual([KALLE, LISA, maja].sort());
    expect(await kinds(id)).toEqual(ONCE);
    expect((await mailOf(id)).body.alreadyNotified).toBe(true);
    product.clock.advance(NET_SECONDS);
    await product.drain();
    expect(product.mail.sent).toHaveLength(3);
    expect((await product.enter(maja)).linkId).toBe(product.linkOf(maja).id);
  });

  it("sender: one harmless mail for the sender's program, with a link that opens nothing by itself", async () => {
    const id = await sendAs('sender', { subject: 'Hemligt ärende', bodyHtml: '<p>Hemlig text</p>' });
    const { status, body } = await mailOf(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: 'Du har fått ett säkert meddelande från Storkommun',
      headers: { 'x-sefos-message': id },
      alreadyNotified: false,
    });
    const links = body.bodyHtml.match(/href="([^"]*)"/g);
    expect(links).toHaveLength(1);
    const [, token] = /\/o\/[0-9a-f-]{36}#([\w-]{43})"/.exec(links[0]) ?? [];
    expect(links[0]).toBe(`href="https://sefos.example/o/${id}#${token}"`);
    expect(JSON.stringify(body)).not.toContain('Hemlig');
    expect((await mailOf(id)).body.bodyHtml).toBe(body.bodyHtml);
    expect(product.log).not.toContain(token ?? 'none');
    expect(await product.count('outbox where payload like ?', `%${token}%`)).toBe(0);
  });

  it('sender: a confirmation tells it of everybody, ends the waiting job and is logged, however often it comes', async () => {
    const id = await sendAs('sender');
    for (let time = 0; time < 3; time++) expect((await confirm(id, 'sender')).status).toBe(204);
    expect((await confirm(id, 'sefos')).status).toBe(204);
    product.clock.advance(NET_SECONDS + 60);
    await product.drain();
    expect(told()).toEqual([]);
    expect(await kinds(id)).toEqual(ONCE);
    expect(await jobs()).toBe(0);
    expect(await logged(id)).toBe(1);
    expect((await mailOf(id)).body.alreadyNotified).toBe(true);
  });

  it('sender: many confirmations at once are one', async () => {
    const id = await sendAs('sender');
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(id, 'sender')));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    expect(await kinds(id)).toEqual(ONCE);
    expect(await logged(id)).toBe(1);
  });

  it('sender: when its mail will not go out, we tell everybody at once', async () => {
    const id = await sendAs('sender');
    expect((await confirm(id, 'sefos')).status).toBe(204);
    await product.drain();
    expect(told()).toEqual([KALLE, LISA, maja].sort());
    expect((await confirm(id, 'sefos')).status).toBe(204);
    expect((await confirm(id, 'sender')).status).toBe(204);
    await product.drain();
    expect(product.mail.sent).toHaveLength(3);
    expect(await kinds(id)).toEqual(ONCE);
    expect(await logged(id)).toBe(0);
  });

  it('sender: a confirmation and our worker at the same instant tell everybody by exactly one of them', async () => {
    for (let round = 0; round < 12; round++) {
      product.mail.sent.length = 0;
      const id = await sendAs('sender');
      product.clock.advance(NET_SECONDS);
      const workers = [product.worker().drain(), product.worker().drain()];
      const confirming = confirm(id, 'sender');
      expect((await confirming).status).toBe(204);
      await Promise.all(workers);
      await product.drain();
      const byUs = product.mail.sent.length;
      const bySender = await logged(id);
      expect([byUs, bySender]).toEqual(byUs === 0 ? [0, 1] : [3, 0]);
      expect(await kinds(id)).toEqual(ONCE);
      expect(await jobs()).toBe(0);
    }
  });

  it('sender: a confirmation that comes while our worker is at the job wins, and nobody is told twice', async () => {
    const id = await sendAs('sender');
    product.clock.advance(NET_SECONDS);
    const commit = jest.fn<Database['commit']>(async (statements) => {
      if (commit.mock.calls.length === 1) await confirm(id, 'sender');
      await product.database.commit(statements);
    });
    const slow: Database = {
      engine: product.database.engine,
      all: (sql, ...params) => product.database.all(sql, ...params),
      get: (sql, ...params) => product.database.get(sql, ...params),
      write: (sql, ...params) => product.database.write(sql, ...params),
      commit,
      onCommit: (listener) => product.database.onCommit(listener),
      scrubLog: () => product.database.scrubLog(),
      close: () => Promise.resolve(),
    };
    await product.worker(slow).drain();
    await product.drain();
    expect(commit).toHaveBeenCalled();
    expect(told()).toEqual([]);
    expect(await kinds(id)).toEqual(ONCE);
    expect(await logged(id)).toBe(1);
  });

  it('sender: our worker that is done while a confirmation is being written wins silently', async () => {
    const id = await sendAs('sender');
    product.clock.advance(NET_SECONDS);
    const get = product.database.get.bind(product.database);
    const spy = jest.spyOn(product.database, 'get').mockImplementation(async (sql, ...params) => {
      const row = await get(sql, ...params);
      if (sql.startsWith('select id from outbox where id')) {
        spy.mockRestore();
        await product.drain();
      }
      return row as never;
    });
    expect((await confirm(id, 'sender')).status).toBe(204);
    expect(told()).toEqual([KALLE, LISA, maja].sort());
    expect(await kinds(id)).toEqual(ONCE);
    expect(await logged(id)).toBe(0);
  });

  it("sender: the mail speaks the sender's organisation's language", async () => {
    const save = (text: string) =>
      product.database.write("update organisation set settings = ? where slug = 'storkommun'", text);
    await save(JSON.stringify({ language: 'en' }));
    product.clock.advance(6);
    expect((await mailOf(await sendAs('sender'))).body.subject).toBe('You have a secure message from Storkommun');
    await save('{}');
    product.clock.advance(6);
  });

  it('sender: a worker that was killed after it took the job leaves it to be done, or to be confirmed', async () => {
    const ids = [await sendAs('sender'), await sendAs('sender')];
    product.clock.advance(NET_SECONDS);
    const claim = 'update outbox set available_at = ?, attempts = 1 where id in (?, ?)';
    await product.database.write(claim, product.clock.now().getTime() + 60_000, ids[0] ?? '', ids[1] ?? '');
    expect((await confirm(ids[0] ?? '', 'sender')).status).toBe(204);
    product.clock.advance(60);
    await product.drain();
    expect(product.mail.sent).toHaveLength(3);
    for (const id of ids) expect(await kinds(id)).toEqual(ONCE);
  });

  it('sender: whoever opened it through the mail before we tell is not told again', async () => {
    const id = await sendAs('sender');
    await (await product.signIn(KALLE)).post(`/messages/${id}/open`);
    product.clock.advance(NET_SECONDS);
    await product.drain();
    expect(told()).toEqual([LISA, maja].sort());
  });

  it('sender: whom it was recalled from is neither told nor marked as told', async () => {
    const id = await sendAs('sender');
    const recipients = (await hanna.get(`/messages/${id}`)).body.recipients as Row[];
    const kalles = recipients.find(({ address }) => address === KALLE)?.id;
    await hanna.post(`/messages/${id}/recall`, { recipientIds: [kalles] });
    expect((await confirm(id, 'sender')).status).toBe(204);
    expect(await kinds(id)).toEqual([
      ['sent', 'notified'],
      ['sent', 'recalled'],
      ['sent', 'notified'],
    ]);
  });

  it('sender: of a recalled message there is no mail, nobody is told, and a late confirmation harms nothing', async () => {
    const id = await sendAs('sender');
    await hanna.post(`/messages/${id}/recall`, { recipientIds: null });
    const { status, problem, body } = await mailOf(id);
    expect([status, problem, body.facts]).toEqual([410, 'message-unavailable', { reason: 'recalled' }]);
    expect((await confirm(id, 'sender')).status).toBe(204);
    product.clock.advance(NET_SECONDS);
    await product.drain();
    expect(told()).toEqual([]);
  });

  it('sender: there is no mail with a link for a message that was sent otherwise, or has expired', async () => {
    expect((await mailOf(await sendAs('everybody'))).problem).toBe('message-unavailable');
    const validUntil = new Date(product.clock.now().getTime() + 60_000).toISOString();
    const id = await sendAs('sender', { validUntil });
    product.clock.advance(60);
    expect((await mailOf(id)).problem).toBe('message-unavailable');
  });

  it('a confirmation for a message that was sent otherwise changes nothing', async () => {
    const id = await sendAs('links');
    for (const by of ['sender', 'sefos']) expect((await confirm(id, by)).status).toBe(204);
    await product.drain();
    expect(told()).toEqual([maja]);
    expect((await kinds(id))[1]).toEqual(['sent']);
  });

  it('is for the sender alone: neither recipients, colleagues, other organisations nor strangers see or change it', async () => {
    const id = await sendAs('sender');
    for (const email of [KALLE, LISA, OLGA]) {
      const other = await product.signIn(email);
      expect((await mailOf(id, other)).problem).toBe('not-found');
      for (const by of ['sender', 'sefos']) expect((await confirm(id, by, other)).problem).toBe('not-found');
    }
    expect((await product.nobody().get(`/messages/${id}/notification`)).problem).toBe('not-signed-in');
    expect((await mailOf(newId(1))).problem).toBe('not-found');
    expect((await confirm(newId(1), 'sender')).problem).toBe('not-found');
    expect((await mailOf(id)).body.alreadyNotified).toBe(false);
  });

  it('refuses words that it does not know', async () => {
    const id = await sendAs('sender');
    expect((await confirm(id, 'me')).problem).toBe('invalid-request');
    const message = product.message(hanna, [{ address: KALLE }], { notification: 'nobody' });
    expect((await hanna.post('/messages', message)).problem).toBe('invalid-request');
  });
});
