import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const DAY_SECONDS = 86_400;
const PREVIEW = '/organisation/retention-preview';
const MAILBOXES = '/organisation/mailbox-retention';

describeOnBoth('retention in the hands of people', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let lisa: AccountBrowser;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
    kalle = await product.signIn(KALLE);
    lisa = await product.signIn(LISA);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const hold = (who: AccountBrowser, id: string, held: boolean) => who.call('PUT', `/messages/${id}/hold`, { held });
  const head = async (who: AccountBrowser, id: string) => {
    const { held = false, mayHold = false } = (await who.get(`/messages/${id}`)).body;
    return { held, mayHold };
  };
  const entries = (action: string) =>
    product.database.all<{ actor_id: string; target_id: string; facts: string }>(
      'select actor_id, target_id, facts from audit_event where action = ? order by id',
      action,
    );

  it('is previewed by an administrator of the organisation alone, and changes nothing', async () => {
    const empty = { mailboxes: 3, received: 0, sent: 0, held: 0, oldest: null };
    expect((await olga.post(PREVIEW, { days: 1 })).body).toEqual(empty);
    const oldest = product.clock.now().toISOString();
    await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    const held = await product.send(hanna, [{ address: KALLE }]);
    expect((await hold(olga, held, true)).status).toBe(204);
    product.clock.advance(10 * DAY_SECONDS);
    olga = await product.signIn(OLGA);
    expect((await olga.post(PREVIEW, { days: 10 })).body).toEqual({
      mailboxes: 3,
      received: 1,
      sent: 1,
      held: 2,
      oldest,
    });
    expect((await olga.post(PREVIEW, { days: 11 })).body).toEqual(empty);
    expect((await olga.post(PREVIEW, { days: 0 })).body).toEqual({ ...empty, mailboxes: 0 });
    expect((await olga.post(PREVIEW, { days: null })).body).toEqual({ ...empty, mailboxes: 0 });
    expect((await olga.post(PREVIEW, { days: 10, address: KALLE.toUpperCase() })).body).toMatchObject({
      mailboxes: 1,
      received: 1,
      sent: 0,
      held: 1,
    });
    for (const address of [LISA, 'nobody@storkommun.example', 'x@@'])
      expect((await olga.post(PREVIEW, { days: 10, address })).problem).toBe('not-found');
    for (const wrong of [-1, 36_501])
      expect((await olga.post(PREVIEW, { days: wrong })).problem).toBe('invalid-request');
    expect((await olga.post(PREVIEW, { days: 36_500 })).status).toBe(200);
    for (const email of [HANNA, LISA, STURE]) {
      const other = await product.signIn(email);
      expect((await other.post(PREVIEW, { days: 1 })).problem).toBe('not-allowed');
    }
  });

  it('is previewed thirty times a minute', async () => {
    product.clock.advance(3_600);
    olga = await product.signIn(OLGA);
    const ask = () => olga.post(PREVIEW, { days: 1 });
    for (let time = 0; time < 30; time++) expect((await ask()).status).toBe(200);
    expect((await ask()).problem).toBe('too-many-requests');
    product.clock.advance(60);
    expect((await ask()).status).toBe(200);
  });

  it('says that there is more than it has counted, and still knows the oldest', async () => {
    const { retention, organisations: _, ...services } = product.services;
    const { organisationId = '' } = (await services.accounts.findByEmail(HANNA)) ?? {};
    const exact = await retention.preview(organisationId, 1);
    for (let index = 0; index < 30; index++) await product.send(hanna, [{ address: KALLE }]);
    product.clock.advance(2 * DAY_SECONDS);
    const capped = await retention.preview(organisationId, 1, 1);
    expect(capped).toMatchObject({ exact: false, oldest: expect.any(Number), mailboxes: 3 });
    expect(capped.received + capped.sent).toBeLessThan(60);
    const all = await retention.preview(organisationId, 1);
    expect([all.exact, all.oldest]).toEqual([true, exact.oldest ?? capped.oldest]);
  });

  it('of one mailbox is found, changed and listed by administrators of its organisation alone', async () => {
    const find = (who: AccountBrowser, address?: string) =>
      who.get(address === undefined ? MAILBOXES : `${MAILBOXES}?address=${encodeURIComponent(address)}`);
    const save = (who: AccountBrowser, address: string, days: number | null, expected: number | null) =>
      who.call('PUT', MAILBOXES, { address, days, expected });
    const view = { address: KALLE, name: 'Kalle Kollega', days: null };
    expect((await find(olga, KALLE.toUpperCase())).body).toEqual([view]);
    expect((await find(olga)).body).toEqual([]);
    for (const address of [LISA, 'nobody@storkommun.example', 'x@@']) {
      expect((await find(olga, address)).body).toEqual([]);
      expect((await save(olga, address, 5, null)).problem).toBe('not-found');
    }
    expect((await save(olga, KALLE, 36_500, null)).body).toEqual({ ...view, days: 36_500 });
    expect((await save(olga, KALLE, 36_501, 36_500)).problem).toBe('invalid-request');
    expect((await save(olga, KALLE, 0, null)).problem).toBe('settings-changed');
    const both = await Promise.all([save(olga, KALLE, 0, 36_500), save(olga, KALLE, 8, 36_500)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [{ days: now } = { days: 0 }] = (await find(olga)).body;
    expect([0, 8]).toContain(now);
    for (const who of [hanna, kalle, lisa, await product.signIn(STURE)]) {
      expect((await find(who)).problem).toBe('not-allowed');
      expect((await save(who, KALLE, 1, now)).problem).toBe('not-allowed');
    }
    expect((await save(olga, KALLE, null, now)).status).toBe(200);
    expect((await find(olga)).body).toEqual([]);
    expect((await entries('mailbox.retention-changed')).map(({ facts, actor_id }) => [actor_id, facts])).toEqual(
      [
        { before: null, after: 36_500 },
        { before: 36_500, after: now },
        { before: now, after: null },
      ].map((facts) => [olga.accountId, JSON.stringify(facts)]),
    );
    expect((await entries('mailbox.retention-changed'))[0]?.target_id).toBe(kalle.mailboxId);
  });

  it('is stopped for a message by whoever of the organisation has it, and let go by her again', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, { address: LISA }]);
    expect(await head(kalle, id)).toEqual({ held: false, mayHold: true });
    expect((await hold(kalle, id, true)).status).toBe(204);
    expect((await hold(kalle, id, true)).status).toBe(204);
    expect([await head(hanna, id), await head(kalle, id), await head(lisa, id)]).toEqual([
      { held: true, mayHold: true },
      { held: true, mayHold: true },
      // Another organisation's message, and what that one decides of it.
      { held: false, mayHold: false },
    ]);
    expect((await hold(lisa, id, true)).problem).toBe('not-allowed');
    expect((await hold(hanna, id, false)).status).toBe(204);
    expect(await head(hanna, id)).toEqual({ held: false, mayHold: true });
    expect((await hold(await product.signIn(STURE), id, true)).problem).toBe('not-found');
    const own = (await entries('message.held')).filter(({ target_id }) => target_id === id);
    expect(own.map(({ actor_id }) => actor_id)).toEqual([kalle.accountId]);
    const released = (await entries('message.released')).filter(({ target_id }) => target_id === id);
    expect(released.map(({ actor_id }) => actor_id)).toEqual([hanna.accountId]);
  });

  it('is stopped by an administrator for a message that she has no part in, which nobody else lets go', async () => {
    const id = await product.send(hanna, [{ address: KALLE }]);
    const theirs = await product.send(lisa, [{ address: HANNA }]);
    expect((await hold(hanna, id, true)).status).toBe(204);
    expect((await hold(olga, id, true)).status).toBe(204);
    expect((await olga.get(`/messages/${id}`)).problem).toBe('not-found');
    expect((await hold(olga, theirs, true)).problem).toBe('not-found');
    expect((await hold(hanna, id, false)).problem).toBe('not-allowed');
    expect(await head(hanna, id)).toEqual({ held: true, mayHold: false });
    expect((await hold(olga, id, false)).status).toBe(204);
    expect((await hold(olga, id, false)).status).toBe(204);
    expect(await head(hanna, id)).toEqual({ held: false, mayHold: true });
  });

  it('is not stopped by somebody from whom the message was taken, nor for what is gone', async () => {
    const id = await product.send(hanna, [{ address: KALLE }, external('maja@example.com')]);
    await product.drain();
    const page = await product.enter('maja@example.com');
    await page.post('/link/open');
    expect((await hanna.post(`/messages/${id}/recall`, { recipientIds: null })).status).toBe(200);
    expect((await hold(kalle, id, true)).problem).toBe('message-unavailable');
    expect((await hold(hanna, id, true)).status).toBe(204);
    expect((await hold(kalle, id, false)).problem).toBe('message-unavailable');
    expect(await product.count('message_key where message_id = ?', id)).toBeGreaterThan(0);
    expect((await hold(hanna, id, false)).status).toBe(204);
    expect(await head(kalle, id)).toEqual({ held: false, mayHold: false });
    const gone = await product.send(hanna, [{ address: KALLE }]);
    expect((await hanna.post(`/messages/${gone}/recall`, { recipientIds: null })).status).toBe(200);
    expect([(await hold(hanna, gone, true)).problem, (await hold(olga, gone, true)).problem]).toEqual([
      'message-unavailable',
      'message-unavailable',
    ]);
  });

  it('keeps an answer that came through a link, held by who received it', async () => {
    const id = await product.send(hanna, [external('nils@example.com')]);
    await product.drain();
    const page = await product.enter('nils@example.com');
    await page.post('/link/open');
    const answer = (await page.post('/link/reply', { bodyText: 'Svar', attachmentIds: [] })).body.id;
    expect([id === answer, await head(hanna, answer)]).toEqual([false, { held: false, mayHold: true }]);
    expect((await hold(hanna, answer, true)).status).toBe(204);
    expect((await head(hanna, answer)).held).toBe(true);
  });
});
