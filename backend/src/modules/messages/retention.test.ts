import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const DAY_SECONDS = 86_400;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('retention', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  let maja = '';
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await setDays(0, 0);
    // Older messages are not in the way: what earlier tests left is recalled or purged as far as it goes.
    await product.database.commit([write("update organisation set settings = '{}'")]);
    await product.database.commit([write('update mailbox set retention_days = null')]);
    maja = `maja${++people}@example.org`;
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const setDays = async (storkommun: number, lillkommun: number) => {
    for (const [slug, days] of Object.entries({ storkommun, lillkommun }))
      await product.database.commit([
        write('update organisation set settings = ? where slug = ?', JSON.stringify({ retentionDays: days }), slug),
      ]);
    product.clock.advance(5);
  };
  const days = (count: number) => product.clock.advance(count * DAY_SECONDS);
  /** A whole round, and the jobs that it asks for. */
  const purge = async (): Promise<number> => {
    product.clock.advance(3_600);
    const gone = await product.services.retentionSweep.run();
    product.clock.advance(60);
    await product.drain();
    return gone;
  };
  const open_ = async (email: string, id: string) => (await product.signIn(email)).post(`/messages/${id}/open`);
  const timeline = async (id: string): Promise<string[][]> =>
    (await (await product.signIn(HANNA)).get(`/messages/${id}/timeline`)).body.map(({ events }: { events: Row[] }) =>
      events.map(({ kind }) => kind),
    );
  const rowOf = async (email: string, folder: string, id: string) => {
    const who = await product.signIn(email);
    const { rows } = (await who.get(`/mailboxes/${who.mailboxId}/messages?folder=${folder}`)).body;
    return rows.find(({ messageId }: Row) => messageId === id);
  };
  const idOf = async (slug: string): Promise<string> =>
    (await product.database.get<{ id: string }>('select id from organisation where slug = ?', slug))?.id ?? '';
  const keeper = async (slug: string) => ({ organisationId: await idOf(slug), actor: { kind: 'system' } }) as const;
  const keys = (id: string) => product.count('message_key where message_id = ?', id);

  it('is off at first: nothing goes, whatever its age', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    days(4_000);
    expect(await purge()).toBe(0);
    expect((await open_(KALLE, id)).status).toBe(200);
  });

  it('takes keys, headline, body, attachments and blobs, and leaves the timeline and a log entry without content', async () => {
    const before = await product.blobs();
    const attachmentIds = [await hanna.upload('hemlig.txt', Buffer.alloc(100_000, 1))];
    const sms = external(`sms${maja}`, { method: 'sms', phone: '0701740655', openText: 'Hej' });
    const id = await product.send(hanna, [{ address: KALLE }, external(maja), sms], {
      attachmentIds,
      subject: 'Hemligt ärende',
      validUntil: new Date(product.clock.now().getTime() + 60 * DAY_SECONDS * 1000).toISOString(),
    });
    await product.drain();
    const link = product.linkOf(maja);
    const unread = (await product.signIn(KALLE)).mailboxId;
    const count = async () =>
      (await product.database.get<{ unread: number }>('select unread from mailbox where id = ?', unread))?.unread;
    const counted = (await count()) ?? 0;
    await setDays(30, 0);
    days(30);
    product.clock.advance(-10 - 3_600);
    await purge();
    expect(await keys(id)).toBe(4);
    product.clock.advance(10);
    await purge();

    expect(await keys(id)).toBe(0);
    expect(await product.count('message_body where message_id = ?', id)).toBe(0);
    expect(await product.count('attachment where message_id = ?', id)).toBe(0);
    expect(
      await product.count(
        "message where id = ? and headline is null and purged_at is not null and purge_reason = 'purged'",
        id,
      ),
    ).toBe(1);
    expect(await product.count('external_link where message_id = ? and phone_sealed is not null', id)).toBe(0);
    expect((await product.blobs()).toSorted()).toEqual(before.toSorted());
    expect(await count()).toBe(counted - 1);
    expect(await timeline(id)).toEqual([
      ['sent', 'notified', 'purged'],
      ['sent', 'notified', 'purged'],
      ['sent', 'notified', 'purged'],
    ]);
    for (const email of [HANNA, KALLE])
      expect(await open_(email, id)).toMatchObject({
        problem: 'message-unavailable',
        body: { facts: { reason: 'purged' } },
      });
    expect((await product.nobody().post('/link/session', link)).problem).toBe('link-expired');
    for (const [email, folder] of [
      [HANNA, 'sent'],
      [HANNA, 'links'],
      [KALLE, 'inbox'],
    ] as const)
      expect(await rowOf(email, folder, id)).toMatchObject({ subject: null, unavailable: 'purged', unread: false });
    const entries = await product.database.all<Row>(
      "select actor_kind, facts from audit_event where action = 'message.purged' and target_id = ? order by facts",
      id,
    );
    expect(entries).toEqual([
      { actor_kind: 'system', facts: '{"copy":"received","links":0}' },
      { actor_kind: 'system', facts: '{"copy":"sent","links":2}' },
    ]);
    expect(await purge()).toBe(0);
  });

  it('takes the copy of each holder by the setting of that holder’s mailbox', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }, external(maja)]);
    await product.drain();
    await setDays(10, 100);
    expect(await product.services.retention.setMailboxDays(await keeper('storkommun'), KALLE, 50)).toBe(true);
    days(11);
    await purge();
    // The sender's and the link's are gone; who received it in a mailbox reads on.
    expect(await keys(id)).toBe(2);
    expect((await open_(HANNA, id)).problem).toBe('message-unavailable');
    expect((await (await product.signIn(HANNA)).get(`/messages/${id}`)).body.unavailable).toBe('purged');
    expect(await rowOf(HANNA, 'sent', id)).toMatchObject({ subject: null, unavailable: 'purged' });
    expect((await product.nobody().post('/link/session', product.linkOf(maja))).problem).toBe('link-expired');
    expect([(await open_(KALLE, id)).status, (await open_(LISA, id)).status]).toEqual([200, 200]);
    days(40);
    await purge();
    expect((await open_(KALLE, id)).problem).toBe('message-unavailable');
    expect((await open_(LISA, id)).status).toBe(200);
    days(50);
    await purge();
    expect((await open_(LISA, id)).problem).toBe('message-unavailable');
    expect(await product.count("message where id = ? and purge_reason = 'purged'", id)).toBe(1);
  });

  it('leaves alone a mailbox that keeps its messages, and comes back when the organisation’s setting holds again', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    await setDays(10, 0);
    const own = await keeper('storkommun');
    await product.services.retention.setMailboxDays(own, KALLE, 0);
    days(100);
    await purge();
    expect((await open_(KALLE, id)).status).toBe(200);
    expect((await open_(HANNA, id)).problem).toBe('message-unavailable');
    await product.services.retention.setMailboxDays(own, KALLE, null);
    await purge();
    expect((await open_(KALLE, id)).problem).toBe('message-unavailable');
  });

  it('destroys an answer through a link when its only copy goes', async () => {
    const id = await product.send(hanna, [external(maja)]);
    await product.drain();
    const page = await product.enter(maja);
    await page.post('/link/open');
    const answer = await page.post('/link/reply', { bodyText: 'Svar', attachmentIds: [] });
    await setDays(10, 0);
    days(11);
    await purge();
    for (const one of [id, answer.body.id])
      expect(await product.count('message where id = ? and purged_at is not null', one)).toBe(1);
  });

  it('keeps what is held, also when all its recipients are recalled, until it is released', async () => {
    const held = await product.send(hanna, [{ address: KALLE }]);
    const recalled = await product.send(hanna, [{ address: KALLE }]);
    const own = await keeper('storkommun');
    const { retention } = product.services;
    expect([await retention.hold(own, held), await retention.hold(own, held)]).toEqual(['done', 'already']);
    expect(await retention.hold(own, recalled)).toBe('done');
    expect((await hanna.post(`/messages/${recalled}/recall`, { recipientIds: null })).status).toBe(200);
    expect((await open_(KALLE, recalled)).problem).toBe('message-unavailable');
    await setDays(10, 0);
    days(20);
    await purge();
    expect([await keys(held), await keys(recalled)]).toEqual([2, 1]);
    expect((await open_(HANNA, recalled)).status).toBe(200);

    expect(await retention.release(own, recalled)).toBe('done');
    expect(await product.count("message where id = ? and purge_reason = 'recalled'", recalled)).toBe(1);
    // Released when the setting is longer by then: it goes when it is that old, though the sweep has passed it.
    await setDays(100, 0);
    expect([await retention.release(own, held), await retention.release(own, held)]).toEqual(['done', 'already']);
    await purge();
    expect(await keys(held)).toBe(2);
    days(80);
    await purge();
    expect(await keys(held)).toBe(0);
    expect(await retention.hold(own, held)).toBe('gone');
    expect(
      await product.database.all<Row>(
        "select action from audit_event where target_id = ? and action in ('message.held', 'message.released', 'message.purged') order by id",
        held,
      ),
    ).toEqual(['message.held', 'message.released', 'message.purged', 'message.purged'].map((action) => ({ action })));
  });

  it('leaves what is held to the last one who has it: neither recalled nor ended for her until it is released', async () => {
    const unopened = await product.send(hanna, [{ address: LISA }]);
    const opened = await product.send(hanna, [{ address: LISA }]);
    expect((await open_(LISA, opened)).status).toBe(200);
    await setDays(10, 0);
    days(11);
    await purge();
    const own = await keeper('storkommun');
    const { retention } = product.services;
    for (const id of [unopened, opened]) expect(await retention.hold(own, id)).toBe('done');
    // Sessions have ended meanwhile.
    const again = await product.signIn(HANNA);
    const recipientId = (await again.get(`/messages/${opened}`)).body.recipients[0].id;
    const recall = () => again.post(`/messages/${unopened}/recall`, { recipientIds: null });
    const end = () => again.post(`/messages/${opened}/access-end`, { recipientId });
    expect([(await recall()).problem, (await end()).problem]).toEqual(['message-held', 'message-held']);
    expect([await keys(unopened), await keys(opened)]).toEqual([1, 1]);
    for (const id of [unopened, opened]) expect(await retention.release(own, id)).toBe('done');
    expect([(await recall()).status, (await end()).status]).toEqual([200, 204]);
    expect([await keys(unopened), await keys(opened)]).toEqual([0, 0]);
  });

  it('is each organisation’s own: another one’s messages are not found, nor its mailboxes, nor counted', async () => {
    const id = await product.send(hanna, [{ address: LISA }]);
    const other = await keeper('lillkommun');
    const { retention } = product.services;
    expect([await retention.hold(other, id), await retention.release(other, id)]).toEqual(['not-found', 'not-found']);
    expect(await retention.setMailboxDays(other, HANNA, 1)).toBe(false);
    days(20);
    const mine = await retention.preview((await keeper('storkommun')).organisationId, 10);
    const theirs = await retention.preview(other.organisationId, 10);
    expect([theirs.sent, mine.sent > 0]).toEqual([0, true]);
  });

  it('is previewed without any change: how many, how many held, since when', async () => {
    await setDays(1, 1);
    days(200);
    await purge();
    const { organisationId } = await keeper('storkommun');
    const nothing = { received: 0, sent: 0, held: 0, oldest: null };
    expect(await product.services.retention.preview(organisationId, 1)).toMatchObject(nothing);
    hanna = await product.signIn(HANNA);
    const oldest = product.clock.now().getTime();
    const ids = [await product.send(hanna, [{ address: KALLE }]), await product.send(hanna, [{ address: KALLE }])];
    await product.services.retention.hold({ organisationId, actor: { kind: 'system' } }, ids[1] ?? '');
    days(20);
    expect(await product.services.retention.preview(organisationId, 21)).toMatchObject(nothing);
    expect(await product.services.retention.preview(organisationId, 0)).toMatchObject({ ...nothing, mailboxes: 0 });
    expect(await product.services.retention.preview(organisationId, 20)).toMatchObject({
      received: 1,
      sent: 1,
      held: 2,
      oldest,
    });
    expect(await keys(ids[0] ?? '')).toBe(2);
  });
});
