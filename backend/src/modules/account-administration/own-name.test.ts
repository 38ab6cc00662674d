import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, OLGA, STURE, TestProduct } from '../../testing/product.ts';

describeOnBoth('one’s own name', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const rename = (displayName: string, who = hanna) => who.call('PUT', '/account/name', { displayName });
  const shown = async (who = hanna) => (await who.get('/session')).body.account;
  const changes = () =>
    product.database.all<{ actor_id: string; facts: string }>(
      "select actor_id, facts from audit_event where action = 'account.changed' and target_id = ? order by id",
      hanna.accountId,
    );
  const senders = async () => {
    const kalle = await product.signIn(KALLE);
    const { rows } = (await kalle.get(`/mailboxes/${kalle.mailboxId}/messages?folder=inbox`)).body;
    return rows.map(({ from }: { from: { name: string } }) => from.name);
  };

  it('is changed everywhere at once but in what was sent before, as when an administrator changes it', async () => {
    await product.send(hanna, [{ address: KALLE }]);
    expect(await rename('Hanna Nygift')).toMatchObject({ status: 200, body: { displayName: 'Hanna Nygift' } });
    expect((await shown()).displayName).toBe('Hanna Nygift');
    const olga = await product.signIn(OLGA);
    const { rows } = (await olga.get('/organisation/accounts?search=nygift')).body;
    expect(rows.map(({ id }: { id: string }) => id)).toEqual([hanna.accountId]);
    expect((await hanna.get('/mailboxes')).body[0].name).toBe('Hanna Nygift');
    product.clock.advance(1);
    await product.send(hanna, [{ address: KALLE }]);
    expect(await senders()).toEqual(['Hanna Nygift', 'Hanna Handläggare']);
    const told = 'live_event where type = ? and mailbox_id = ?';
    expect(await product.count(told, 'account-renamed', hanna.mailboxId)).toBe(1);
    expect((await changes()).map(({ actor_id, facts }) => [actor_id, JSON.parse(facts)])).toEqual([
      [hanna.accountId, { nameBefore: 'Hanna Handläggare', nameAfter: 'Hanna Nygift' }],
    ]);
  });

  it('is neither logged nor told when it is the same, and refused when nothing is left of it', async () => {
    const before = (await changes()).length;
    const { displayName } = await shown();
    expect((await rename(` ${displayName} `)).body).toEqual({ displayName });
    for (const nothing of ['', '  ', '\u202E\u0000']) expect((await rename(nothing)).problem).toBe('invalid-request');
    expect((await rename('x'.repeat(1_000))).problem).toBe('invalid-request');
    expect(await changes()).toHaveLength(before);
    expect((await shown()).displayName).toBe(displayName);
  });

  it('is a directory’s where one keeps the account, and she is told so before she tries', async () => {
    const keep = (externalId: string | null) =>
      product.database.commit([write('update account set external_id = ? where id = ?', externalId, hanna.accountId)]);
    expect(await shown()).not.toHaveProperty('provisioned');
    await keep('object-1');
    const before = await shown();
    expect(before.provisioned).toBe(true);
    expect((await rename('Hanna Annan')).problem).toBe('name-from-directory');
    expect(await shown()).toEqual(before);
    await keep(null);
    expect((await rename('Hanna Annan')).status).toBe(200);
  });

  it('is also that of who runs the installation to change, and nobody else’s is changed by it', async () => {
    const sture = await product.signIn(STURE);
    expect((await rename('Sture Själv', sture)).status).toBe(200);
    expect((await shown(sture)).displayName).toBe('Sture Själv');
    expect((await shown()).displayName).toBe('Hanna Annan');
    expect((await product.nobody().call('PUT', '/account/name', { displayName: 'Ingen' })).problem).toBe(
      'not-signed-in',
    );
  });
});
