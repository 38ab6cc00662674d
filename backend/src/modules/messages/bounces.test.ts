import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, TestProduct } from '../../testing/product.ts';

type Row = Readonly<Record<string, unknown>>;

describeOnBoth('mails that come back', (open) => {
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
    product.mailReturn.on = true;
    product.mail.fail = null;
    product.mail.before = null;
    product.clock.advance(60);
    address = `returned${++people}@example.org`;
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const entry = async (id: string): Promise<{ recipient: Row; events: Row[] }> =>
    (await hanna.get(`/messages/${id}/timeline`)).body[0];
  const kinds = async (id: string) => (await entry(id)).events.map(({ kind }) => kind);
  const status = async (id: string) => (await entry(id)).recipient.status;
  const mailOf = (to: string, at = -1) => {
    const mail = product.mail.to(to).at(at);
    if (!mail) throw new Error('no mail');
    return mail;
  };
  const sent = async (): Promise<string> => {
    const id = await product.send(hanna, [external(address)]);
    await product.drain();
    return id;
  };
  const lives = (id: string) =>
    product.database.all<{ type: string }>(
      "select type from live_event where message_id = ? and type = 'notification-bounced'",
      id,
    );

  it('have a return address each, of which only the hash is kept', async () => {
    await product.send(hanna, [external(address), { address: KALLE }], { notification: 'everybody' });
    await product.drain();
    const paths = [mailOf(address), mailOf(KALLE)].map(({ returnPath }) => returnPath);
    for (const path of paths) {
      expect(path?.address).toBe(`bounces+${path?.envelopeId}@return.sefos.example`);
      expect(path?.envelopeId).toMatch(/^[0-9a-f]{40}$/);
    }
    expect(paths[0]).not.toEqual(paths[1]);
    const rows = JSON.stringify(await product.database.all('select * from mail_return'));
    expect(rows).not.toContain(paths[0]?.envelopeId);
    expect(product.log).not.toContain(paths[0]?.envelopeId);
  });

  it('are told in list and timeline with time and reason, live, and in the log', async () => {
    const id = await sent();
    product.clock.advance(5);
    expect(await product.mailReturn.give(mailOf(address))).toBe('taken');
    const { recipient, events } = await entry(id);
    expect(recipient.status).toBe('bounced');
    expect(events.map(({ kind }) => kind)).toEqual(['sent', 'notified', 'bounced']);
    expect(events.at(-1)).toMatchObject({ reason: 'unknown-address', at: product.clock.now().toISOString() });
    const { rows } = (await hanna.get(`/mailboxes/${hanna.mailboxId}/messages?folder=sent`)).body;
    expect(rows.find(({ messageId }: Row) => messageId === id).status).toBe('bounced');
    expect(await lives(id)).toHaveLength(1);
    expect(await product.count(`audit_event where action = 'message.bounced' and target_id = '${recipient.id}'`)).toBe(
      1,
    );
  });

  it('are told once, however often the notification comes, also at the same time', async () => {
    const id = await sent();
    const mail = mailOf(address);
    const answers = await Promise.all([1, 2, 3].map(() => product.mailReturn.give(mail)));
    expect([...answers, await product.mailReturn.give(mail)]).toEqual(['taken', 'taken', 'taken', 'taken']);
    expect(await kinds(id)).toEqual(['sent', 'notified', 'bounced']);
  });

  it('late are noted and stay notified; the end of it may follow, but not the other way about', async () => {
    const id = await sent();
    const mail = mailOf(address);
    await product.mailReturn.give(mail, { action: 'delayed', code: '4.4.1' });
    expect(await status(id)).toBe('notified');
    product.clock.advance(1);
    await product.mailReturn.give(mail, { code: '5.4.7' });
    expect(await status(id)).toBe('bounced');
    await product.mailReturn.give(mail, { action: 'delayed', code: '4.4.1' });
    expect((await entry(id)).events.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['sent', undefined],
      ['notified', undefined],
      ['delayed', 'unreachable'],
      ['bounced', 'unreachable'],
    ]);
  });

  it('that were delivered, relayed, or answered by a machine change nothing', async () => {
    const id = await sent();
    const mail = mailOf(address);
    await product.mailReturn.give(mail, { action: 'relayed', code: '2.1.5' });
    await product.mailReturn.give(mail, { action: 'delivered', code: '2.1.5' });
    await product.services.bounces.take({ tokens: [String(mail.returnPath?.envelopeId)], statuses: [] });
    expect(await kinds(id)).toEqual(['sent', 'notified']);
  });

  it('cannot be forged without the token, nor with one that has been swept', async () => {
    const id = await sent();
    const mail = mailOf(address);
    const statuses = [{ action: 'failed' as const, code: '5.1.1', addresses: [address] }];
    const forged = { tokens: ['0'.repeat(40), String((await entry(id)).recipient.id), id], statuses };
    expect(await product.services.bounces.take(forged)).toBe('taken');
    product.clock.advance(31 * 86_400);
    await product.services.bounces.sweep();
    expect(await product.mailReturn.give(mail)).toBe('taken');
    expect(await product.count(`recipient_event where message_id = '${id}' and kind = 'bounced'`)).toBe(0);
  });

  it('wait with the relay when more tokens are tried than mail systems send in a minute', async () => {
    const id = await sent();
    const wrong = {
      tokens: Array.from({ length: 8 }, (_, at) => `${at}`.repeat(40)),
      statuses: [{ action: 'failed' as const, code: null, addresses: [] }],
    };
    for (let turn = 0; turn < 75; turn++) expect(await product.services.bounces.take(wrong)).toBe('taken');
    expect(await product.mailReturn.give(mailOf(address))).toBe('later');
    product.clock.advance(60);
    expect(await product.mailReturn.give(mailOf(address))).toBe('taken');
    expect(await status(id)).toBe('bounced');
  });

  it('sooner than the worker has noted that they were sent have come back all the same', async () => {
    const id = await product.send(hanna, [external(address)]);
    const { send } = product.mail;
    product.mail.send = async (mail) => {
      await send.call(product.mail, mail);
      await product.mailReturn.give(mail);
    };
    await product.drain();
    product.mail.send = send;
    expect(await status(id)).toBe('bounced');
    expect((await kinds(id)).sort()).toEqual(['bounced', 'notified', 'sent']);
  });

  it('after the sender asked for another one do not take that one back, whose own return does', async () => {
    const id = await sent();
    const { id: recipientId } = (await entry(id)).recipient;
    const again = async () => {
      product.clock.advance(3_600);
      hanna = await product.signIn(HANNA);
      await hanna.post(`/messages/${id}/notify`, { recipientId });
      await product.drain();
    };
    await again();
    expect(product.mail.to(address)).toHaveLength(2);
    await product.mailReturn.give(mailOf(address, 0));
    expect(await status(id)).toBe('notified');
    product.clock.advance(1);
    await product.mailReturn.give(mailOf(address, 1));
    expect(await status(id)).toBe('bounced');
    await again();
    expect(await status(id)).toBe('notified');
  });

  it('of what has been recalled, or opened all the same, leave that as it is', async () => {
    const recalled = await sent();
    await hanna.post(`/messages/${recalled}/recall`, { recipientIds: null });
    await product.mailReturn.give(mailOf(address));
    expect(await kinds(recalled)).toEqual(['sent', 'notified', 'recalled']);
    address = `b${address}`;
    const opened = await sent();
    await product.database.write(`update recipient set opened_at = 1 where message_id = '${opened}'`);
    await product.mailReturn.give(mailOf(address));
    expect(await status(opened)).toBe('opened');
    expect((await kinds(opened)).at(-1)).toBe('bounced');
  });

  it('have no return address where no way back is set up', async () => {
    product.mailReturn.on = false;
    await sent();
    expect(mailOf(address)).not.toHaveProperty('returnPath');
  });

  it('that the next server refuses at once say why as well', async () => {
    product.mail.fail = 'mail-refused';
    const id = await sent();
    expect(await status(id)).toBe('bounced');
    expect(await lives(id)).toHaveLength(1);
  });
});
