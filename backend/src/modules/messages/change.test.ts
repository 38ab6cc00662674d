import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';

const DAY = 86_400;
type Row = Readonly<Record<string, unknown>>;

describeOnBoth('what a sender changes afterwards', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let people = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const inSeconds = (seconds: number) => new Date(product.clock.now().getTime() + seconds * 1000).toISOString();
  /** Days go by; sessions end with them. */
  const wait = async (seconds: number) => {
    product.clock.advance(seconds);
    hanna = await product.signIn(HANNA);
    await product.services.expiry.run();
  };
  const deliver = async (validSeconds = DAY, more: Row = {}) => {
    const address = `person${++people}@example.org`;
    const id = await product.send(hanna, [external(address)], { validUntil: inSeconds(validSeconds), ...more });
    await product.drain();
    const [{ recipient }] = (await hanna.get(`/messages/${id}/timeline`)).body;
    return { id, address, recipientId: String(recipient.id), link: product.linkOf(address) };
  };
  const change = (id: string, validUntil: string, recipientIds: string[] | null = null, by = hanna) =>
    by.post(`/messages/${id}/validity`, { validUntil, recipientIds });
  const line = async (id: string) => (await hanna.get(`/messages/${id}/timeline`)).body[0];
  const kinds = async (id: string) => (await line(id)).events.map(({ kind }: Row) => kind);
  const follows = async (link: { id: string; token: string }): Promise<string> =>
    product.follow(link).then(
      () => 'works',
      (error: Error) => error.message,
    );

  it('extends a link before and after it has ended; it works again, and the sender sees each step', async () => {
    const { id, link, recipientId, address } = await deliver();
    const later = inSeconds(2 * DAY);
    expect((await change(id, later)).body).toEqual({ changed: [recipientId] });
    expect((await hanna.get(`/messages/${id}`)).body.validUntil).toBe(later);
    expect((await line(id)).recipient).toMatchObject({ validUntil: later, status: 'notified' });
    await wait(2 * DAY);
    expect(await follows(link)).toContain('link-expired');
    expect((await line(id)).recipient.status).toBe('expired');
    const again = inSeconds(DAY);
    expect((await change(id, again, [recipientId])).status).toBe(200);
    expect((await line(id)).recipient).toMatchObject({ validUntil: again, status: 'notified' });
    expect((await hanna.get(`/messages/${id}`)).body.validUntil).toBe(again);
    const page = await product.enter(address);
    expect((await page.post('/link/open')).body.subject).toBe('Ärende');
    expect(await kinds(id)).toEqual(['sent', 'notified', 'extended', 'expired', 'extended', 'opened']);
    await wait(DAY);
    expect((await kinds(id)).at(-1)).toBe('expired');
    const log = await product.database.all<{ facts: string }>(
      "select facts from audit_event where action = 'message.validity-changed' and target_id = ?",
      id,
    );
    expect(log.map(({ facts }) => JSON.parse(facts).recipients)).toEqual([1, 1]);
  });

  it("moves an end, sooner or later, at the message's level only; what decides nothing of that takes no step-up", async () => {
    const step = { method: 'bankid', personalNumber: '199001012385' };
    const id = await product.send(hanna, [external('strong@example.org', step)], { assuranceLevel: 3 });
    await product.drain();
    const recipientId = (await line(id)).recipient.id;
    for (const until of [inSeconds(60), inSeconds(2 * DAY)])
      expect(await change(id, until)).toMatchObject({ status: 403, problem: 'step-up-required' });
    expect(await kinds(id)).toEqual(['sent', 'notified']);
    expect((await hanna.post(`/messages/${id}/reply-right`, { allowed: false })).status).toBe(204);
    expect((await hanna.post(`/messages/${id}/notify`, { recipientId })).status).toBe(204);
    expect((await change(id, inSeconds(2 * DAY), null, await product.signIn(HANNA, 3))).status).toBe(200);
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
  });

  it('shortens a link, which then ends at its new instant', async () => {
    const { id, link } = await deliver(10 * DAY);
    await change(id, inSeconds(60));
    expect((await kinds(id)).at(-1)).toBe('shortened');
    product.clock.advance(59.999);
    expect(await follows(link)).toBe('works');
    product.clock.advance(0.001);
    expect(await follows(link)).toContain('link-expired');
  });

  it('keeps the key of an ended link for 30 days, opening nothing meanwhile, and not a moment longer', async () => {
    const { id, link, recipientId } = await deliver();
    const key = () => product.count('message_key where holder_id = ?', recipientId);
    await wait(DAY + 30 * DAY - 0.001);
    expect(await key()).toBe(1);
    expect(await follows(link)).toContain('link-expired');
    expect((await line(id)).recipient.validUntil).toBeDefined();
    await wait(0.001);
    expect(await key()).toBe(0);
    expect((await line(id)).recipient.validUntil).toBeUndefined();
    expect(await change(id, inSeconds(DAY), [recipientId])).toMatchObject({ status: 409, problem: 'links-ended' });
    expect(await follows(link)).toContain('link-expired');
    expect(await kinds(id)).toEqual(['sent', 'notified', 'expired']);
    // Nothing of what identified the reader is left either.
    expect(
      await product.count(
        'external_link where id = ? and open_text_sealed is null and revoked_at is not null',
        recipientId,
      ),
    ).toBe(1);
  });

  it('keeps the key of an ended link as long as the message is held: it may be the last', async () => {
    const { id, recipientId } = await deliver();
    const row = await product.database.get<{ id: string }>("select id from organisation where slug = 'storkommun'");
    const keeper = { organisationId: row?.id ?? '', actor: { kind: 'system' } } as const;
    const key = () => product.count('message_key where holder_id = ?', recipientId);
    const { retention } = product.services;
    expect(await retention.hold(keeper, id)).toBe('done');
    await wait(31 * DAY);
    expect(await key()).toBe(1);
    expect(await retention.release(keeper, id)).toBe('done');
    await wait(0.001);
    expect(await key()).toBe(0);
  });

  it('of an extension and the sweep at once one wins whole', async () => {
    for (let round = 0; round < 10; round++) {
      const { id, link, recipientId } = await deliver(1);
      product.clock.advance(1 + 30 * DAY - 0.001);
      hanna = await product.signIn(HANNA);
      const now = inSeconds(0.001);
      // The extension is decided just before the end, the sweep just after it.
      const extended = change(id, inSeconds(DAY)).then(({ status }) => status);
      product.clock.advance(0.001);
      const [status] = await Promise.all([extended, product.services.expiry.run()]);
      const keys = await product.count('message_key where holder_id = ?', recipientId);
      expect([now.length > 0, status, keys]).toEqual([true, status, status === 200 ? 1 : 0]);
      expect(await follows(link)).toContain(status === 200 ? 'works' : 'link-expired');
    }
  });

  it.each([
    [0, 'valid-until-invalid'],
    [0.001, undefined],
    [365 * DAY, undefined],
    [365 * DAY + 0.001, 'valid-until-invalid'],
  ])('takes an end %p seconds ahead as %p', async (seconds, problem) => {
    const { id } = await deliver();
    expect((await change(id, inSeconds(seconds))).problem ?? undefined).toBe(problem);
  });

  it('changes nothing that was recalled, nobody but the sender may change, and nothing of others', async () => {
    const { id, recipientId } = await deliver();
    const other = await deliver();
    const [kalle, lisa] = [await product.signIn(KALLE), await product.signIn(LISA)];
    for (const stranger of [kalle, lisa]) {
      expect((await change(id, inSeconds(DAY), null, stranger)).status).toBe(404);
      expect((await stranger.post(`/messages/${id}/reply-right`, { allowed: false })).status).toBe(404);
      expect((await stranger.post(`/messages/${id}/notify`, { recipientId })).status).toBe(404);
    }
    const internal = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    // Who received it is not its sender either, in whichever organisation.
    for (const reader of [kalle, lisa]) {
      expect((await change(internal, inSeconds(DAY), null, reader)).status).toBe(404);
      expect((await reader.post(`/messages/${internal}/reply-right`, { allowed: false })).status).toBe(404);
    }
    expect((await change(id, inSeconds(DAY), [other.recipientId])).status).toBe(404);
    expect((await change(internal, inSeconds(DAY))).problem).toBe('links-ended');
    await hanna.post(`/messages/${id}/recall`, { recipientIds: null });
    expect((await change(id, inSeconds(DAY))).problem).toBe('links-ended');
    expect((await hanna.post(`/messages/${id}/notify`, { recipientId })).problem).toBe('message-unavailable');
    expect((await hanna.post(`/messages/${id}/reply-right`, { allowed: false })).problem).toBe('message-unavailable');
  });

  it('takes the right to answer away and gives it back, for readers who have it open too', async () => {
    const { id, address } = await deliver();
    const page = await product.enter(address);
    await page.post('/link/open');
    const allow = (allowed: boolean) => hanna.post(`/messages/${id}/reply-right`, { allowed });
    const reply = () => page.post('/link/reply', { bodyText: 'Tack', attachmentIds: [] });
    expect((await allow(false)).status).toBe(204);
    // Once more changes nothing, and is no other line.
    expect((await allow(false)).status).toBe(204);
    expect((await reply()).problem).toBe('reply-not-allowed');
    expect((await hanna.get(`/messages/${id}`)).body).toMatchObject({ replyAllowed: true, recipientsMayReply: false });
    await allow(true);
    expect((await reply()).status).toBe(201);
    expect((await kinds(id)).slice(3)).toEqual(['reply-stopped', 'reply-allowed', 'replied']);
  });

  it('mails one recipient again with a Message-ID of its own, once in ten minutes and five times a day', async () => {
    const { id, address, recipientId, link } = await deliver(30 * DAY);
    const again = () => hanna.post(`/messages/${id}/notify`, { recipientId });
    expect((await again()).status).toBe(204);
    expect(await again()).toMatchObject({ status: 429, problem: 'too-many-requests' });
    await product.drain();
    const mails = product.mail.to(address);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
    expect(product.linkOf(address)).toEqual(link);
    expect(await kinds(id)).toEqual(['sent', 'notified', 'notified']);
    for (let time = 0; time < 4; time++) {
      product.clock.advance(600);
      expect((await again()).status).toBe(204);
    }
    product.clock.advance(600);
    expect((await again()).status).toBe(429);
    hanna = await product.signIn(HANNA);
    const ended = await deliver(1);
    product.clock.advance(1);
    const late = await hanna.post(`/messages/${ended.id}/notify`, { recipientId: ended.recipientId });
    expect(late.problem).toBe('message-unavailable');
  });

  it('mails a colleague who has read it already, when the sender asks for it', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const kalle = await product.signIn(KALLE);
    await kalle.post(`/messages/${id}/open`);
    const before = product.mail.to(KALLE).length;
    await hanna.post(`/messages/${id}/notify`, { recipientId: (await line(id)).recipient.id });
    await product.drain();
    expect(product.mail.to(KALLE)).toHaveLength(before + 1);
  });
});
