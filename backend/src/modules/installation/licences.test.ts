import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const DAY_MILLISECONDS = 86_400_000;

describeOnBoth('licences', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let sture: AccountBrowser;
  let olga: AccountBrowser;
  let path = '';
  let made = 0;

  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    const row = await product.database.get<{ id: string }>("select id from organisation where slug = 'storkommun'");
    path = `/installation/organisations/${row?.id}/licence`;
  });
  beforeEach(async () => {
    await product.database.write('delete from organisation_licence where revision > 0 returning revision');
    product.clock.advance(61);
    sture = await product.signIn(STURE);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const terms = (more: object = {}) => ({
    ...{ accounts: null, functionMailboxes: null, endsAt: null, contact: 'avtal@sefos.example' },
    ...more,
  });
  const used = async () => (await olga.get('/organisation/licence')).body.used;
  const license = (more: object, expected: object | null = null) =>
    sture.call('PUT', path, { terms: terms(more), expected });
  const addAccount = () =>
    olga.post('/organisation/accounts', {
      ...{ email: `ny${++made}@storkommun.example`, displayName: 'Ny', role: 'user', language: 'sv', invite: false },
    });
  const addMailbox = () =>
    olga.post('/function-mailboxes', { name: 'Låda', address: `lada${++made}@storkommun.example`, language: null });

  it('let the last place be taken and refuse the next, for accounts and function mailboxes each', async () => {
    const { accounts, functionMailboxes } = await used();
    await license({ accounts: accounts + 1, functionMailboxes: functionMailboxes + 1 });
    expect((await addAccount()).status).toBe(201);
    expect((await addMailbox()).status).toBe(201);
    expect((await addAccount()).problem).toBe('licence-full');
    expect((await addMailbox()).problem).toBe('licence-full');
    expect(await used()).toEqual({ accounts: accounts + 1, functionMailboxes: functionMailboxes + 1 });
    expect((await olga.get('/organisation/licence')).body.terms).toEqual(
      terms({ accounts: accounts + 1, functionMailboxes: functionMailboxes + 1 }),
    );
  });

  it('give one of two who add at once the last place', async () => {
    const { accounts } = await used();
    await license({ accounts: accounts + 1 });
    const answers = await Promise.all([addAccount(), addAccount(), addAccount()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
    expect((await used()).accounts).toBe(accounts + 1);
  });

  it('give one of two function mailboxes that are made at once the last place, and do not count API keys', async () => {
    const { functionMailboxes } = await used();
    await license({ accounts: 0, functionMailboxes: functionMailboxes + 1 });
    const answers = await Promise.all([addMailbox(), addMailbox(), addMailbox()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403]);
    expect((await used()).functionMailboxes).toBe(functionMailboxes + 1);
    const { id } = answers.find(({ status }) => status === 201)?.body ?? {};
    const { address } = (await olga.get(`/function-mailboxes/${id}`)).body;
    const key = { name: 'Ärendesystemet', address, scopes: ['messages:list'], days: 30 };
    const { token } = (await olga.post('/organisation/api-keys', key)).body;
    const list = () =>
      product.nobody().get(`/mailboxes/${id}/messages?folder=sent`, { authorization: `Bearer ${token}` });
    expect((await list()).status).toBe(200);
    expect((await olga.post(`/function-mailboxes/${id}/removal`, { name: 'Låda' })).status).toBe(204);
    expect((await list()).problem).toBe('not-signed-in');
    expect((await addMailbox()).status).toBe(201);
  });

  it('hold for files too, row by row, and removing makes room', async () => {
    const { accounts } = await used();
    await license({ accounts: accounts + 1 });
    const csv = `E-post;Namn\nfil${++made}@storkommun.example;A\nfil${++made}@storkommun.example;B`;
    const run = (save: boolean) =>
      olga.post('/organisation/accounts/import', { csv, save, invite: false, language: 'sv' });
    const outcomes = (rows: readonly { outcome: string; problem: string }[]) =>
      rows.map(({ outcome, problem }) => [outcome, problem]);
    const full = ['refused', 'licence-full'];
    expect(outcomes((await run(false)).body.rows)).toEqual([['new', null], full]);
    const report = await run(true);
    expect(outcomes(report.body.rows)).toEqual([['made', null], full]);
    const over = { endsAt: product.clock.now().toISOString() };
    await license(over, terms({ accounts: accounts + 1 }));
    expect((await run(false)).body.rows[1].problem).toBe('licence-ended');
    await license({ accounts: accounts + 1 }, terms(over));
    const first = await product.services.accounts.findByEmail(report.body.rows[0].email);
    await olga.post(`/organisation/accounts/${first?.id}/remove`, { handOverTo: null });
    expect((await addAccount()).status).toBe(201);
  });

  it('that have ended refuse additions from their last instant on, and nothing else', async () => {
    const endsAt = new Date(product.clock.now().getTime() + DAY_MILLISECONDS / 4);
    await license({ endsAt: endsAt.toISOString() });
    product.clock.advance(DAY_MILLISECONDS / 4 / 1_000 - 1);
    olga = await product.signIn(OLGA);
    expect((await addAccount()).status).toBe(201);
    product.clock.advance(1);
    expect((await addAccount()).problem).toBe('licence-ended');
    expect((await addMailbox()).problem).toBe('licence-ended');
    const hanna = await product.signIn(HANNA);
    await product.send(hanna, [{ address: OLGA }, external('citizen@example.org')]);
    await product.drain();
    expect((await olga.get(`/mailboxes/${olga.mailboxId}/messages?folder=inbox`)).body.rows.length).toBeGreaterThan(0);
    expect((await product.enter('citizen@example.org')).linkId).not.toBe('');
  });

  it('are changed from what was seen, may lie below what is used, and are logged in both logs', async () => {
    expect((await license({ accounts: 1 })).status).toBe(204);
    expect((await license({ accounts: 2 })).problem).toBe('settings-changed');
    expect((await license({ accounts: 2 }, terms({ accounts: 1 }))).status).toBe(204);
    expect((await addAccount()).problem).toBe('licence-full');
    expect((await sture.call('PUT', path, { terms: null, expected: terms({ accounts: 2 }) })).status).toBe(204);
    expect((await addAccount()).status).toBe(201);
    const entries = await product.database.all<{ organisation_id: string; facts: string }>(
      "select organisation_id, facts from audit_event where action = 'organisation.licence-changed' order by id desc limit 2",
    );
    expect(new Set(entries.map((entry) => entry.organisation_id === 'installation'))).toEqual(new Set([true, false]));
    for (const { facts } of entries)
      expect(JSON.parse(facts)).toMatchObject({ before: JSON.stringify(terms({ accounts: 2 })), after: null });
  });

  it('say at most a million places and two hundred characters of whom to ask', async () => {
    const { licensed, licenceContactCharacters } = LIMITS;
    const most = { accounts: licensed, functionMailboxes: licensed, contact: 'x'.repeat(licenceContactCharacters) };
    for (const wrong of [
      { accounts: licensed + 1 },
      { functionMailboxes: licensed + 1 },
      { accounts: -1 },
      { contact: 'x'.repeat(licenceContactCharacters + 1) },
    ])
      expect((await license(wrong)).problem).toBe('invalid-request');
    expect((await license(most)).status).toBe(204);
    expect((await license({ accounts: 0 }, terms(most))).status).toBe(204);
  });

  it('of the own organisation are read by its administrators alone', async () => {
    for (const email of [HANNA, LISA, STURE])
      expect((await (await product.signIn(email)).get('/organisation/licence')).problem).toBe('not-allowed');
  });
});
