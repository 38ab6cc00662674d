import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { type DomainLists, SettingsService } from '../organisations/index.ts';

const HOUR = 3_600;
const ANNA = 'anna@region.example.org';

describeOnBoth('what is odd about recipients', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let lisa: AccountBrowser;
  const list = async (domain: string, to: keyof DomainLists | null, slug = 'storkommun') => {
    await new SettingsService(product).listDomain(slug, domain, to);
    // Servers know within five seconds.
    product.clock.advance(6);
  };
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    product.clock.advance(HOUR);
    [hanna, kalle, lisa] = [await product.signIn(HANNA), await product.signIn(KALLE), await product.signIn(LISA)];
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const resolve = (who: AccountBrowser, addresses: readonly string[], headers: Readonly<Record<string, string>> = {}) =>
    who.post('/recipients/resolve', { addresses }, headers);
  const oddities = (rows: Record<string, unknown>[]) =>
    rows.map(({ forbidden, firstTime, resembles }) => ({
      ...(forbidden ? { forbidden } : {}),
      ...(firstTime ? { firstTime } : {}),
      ...(resembles ? { resembles } : {}),
    }));
  const about = async (who: AccountBrowser, ...addresses: string[]) => oddities((await resolve(who, addresses)).body);

  it('is the first time, for each mailbox by itself, and never of a colleague', async () => {
    expect(await about(hanna, ANNA, KALLE, LISA)).toEqual([{ firstTime: true }, {}, { firstTime: true }]);
    await product.send(hanna, [external(ANNA)]);
    expect(await about(hanna, ANNA.toUpperCase(), 'bo@region.example.org')).toEqual([{}, { firstTime: true }]);
    expect(await about(kalle, ANNA)).toEqual([{ firstTime: true }]);
    expect(await about(lisa, ANNA)).toEqual([{ firstTime: true }]);
  });

  it('is a domain that looks like our own, a trusted one, or one that this mailbox has written to', async () => {
    await product.send(hanna, [external(ANNA)]);
    const alike = ['x@storkomun.example', 'x@examp1e.org'];
    expect(await about(hanna, ...alike)).toEqual([
      { firstTime: true, resembles: 'storkommun.example' },
      { firstTime: true, resembles: 'example.org' },
    ]);
    expect((await about(lisa, ...alike))[1]).toEqual({ firstTime: true });
    await list('skatteverket.se', 'trusted');
    expect(await about(hanna, 'x@skatteverket.com', 'x@post.skatteverket.se')).toEqual([
      { firstTime: true, resembles: 'skatteverket.se' },
      {},
    ]);
    await product.send(hanna, [external('x@skatteverket.com')]);
    expect(await about(hanna, 'x@skatteverket.com')).toEqual([{}]);
  });

  it('is, for a delegate without older messages, what was sent since alone', async () => {
    await product.send(hanna, [external(ANNA)]);
    product.clock.advance(1);
    const at = product.clock.now().getTime();
    for (const [olderMessages, expected] of [
      [true, {}],
      [false, { firstTime: true }],
    ] as const) {
      await hanna.post('/delegations', {
        ...{ address: OLGA, olderMessages },
        startsAt: new Date(at).toISOString(),
        endsAt: new Date(at + HOUR * 1000).toISOString(),
      });
      const olga = await product.signIn(OLGA);
      const { body } = await resolve(olga, [ANNA], { 'x-sefos-mailbox': hanna.mailboxId });
      expect(oddities(body)).toEqual([expected]);
      expect(await about(olga, ANNA)).toEqual([{ firstTime: true }]);
      const [given] = await product.database.all<{ id: string }>('select id from delegation where ended_at is null');
      await hanna.call('DELETE', `/delegations/${given?.id}`);
    }
  });

  it('is that the organisation forbids a domain: sending, answering and forwarding are refused, with whom', async () => {
    await list('evil.example', 'forbidden');
    expect(await about(hanna, 'x@post.evil.example', 'x@evil.example.org')).toEqual([
      { forbidden: true },
      { firstTime: true },
    ]);
    const recipients = [{ address: KALLE }, external('x@post.evil.example')];
    const id = await product.send(kalle, [{ address: HANNA }]);
    await hanna.post(`/messages/${id}/open`, {});
    for (const how of [{}, { inReplyTo: id }, { forwardOf: id }]) {
      const before = await product.count('message');
      const refused = await hanna.post('/messages', product.message(hanna, recipients, how));
      expect(refused).toMatchObject({ status: 422, problem: 'recipient-domain-forbidden' });
      expect(refused.body.facts).toEqual({ index: 1, address: 'x@post.evil.example' });
      expect(await product.count('message')).toBe(before);
    }
    // Another organisation decides for itself.
    expect(await about(lisa, 'x@evil.example')).toEqual([{ firstTime: true }]);
    await list('evil.example', null);
    expect(await about(hanna, 'x@evil.example')).toEqual([{ firstTime: true }]);
  });

  it('keeps an automatic reply from a forbidden organisation, and never forbids a colleague', async () => {
    const at = product.clock.now().getTime();
    await hanna.call('PUT', `/mailboxes/${hanna.mailboxId}/auto-reply`, {
      ...{ enabled: true, text: 'Jag är borta.' },
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + HOUR * 1000).toISOString(),
    });
    await list('lillkommun.example', 'forbidden');
    await list('storkommun.example', 'forbidden');
    for (const sender of [lisa, kalle]) await product.send(sender, [{ address: HANNA }]);
    await product.drain();
    const answered = await product.database.all<{ address: string }>(
      'select r.address from recipient r join message m on m.id = r.message_id where m.automatic = 1',
    );
    expect(answered).toEqual([{ address: KALLE }]);
    await list('lillkommun.example', null);
    await list('storkommun.example', null);
  });

  it('is asked of so many addresses at once and no more', async () => {
    const addresses = Array.from({ length: LIMITS.recipientsPerMessage + 1 }, (_value, at) => `a${at}@new.example.org`);
    expect(await about(hanna, ...addresses.slice(1))).toHaveLength(LIMITS.recipientsPerMessage);
    expect((await hanna.post('/recipients/resolve', { addresses })).problem).toBe('invalid-request');
  });
});
