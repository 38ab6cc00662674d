import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const PATH = '/organisation/settings/sign-in';
const ACCOUNTS = '/organisation/accounts';
const ALL = { password: true, entra: true, other: true };

describeOnBoth('ways to sign in', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.write("update organisation set settings = '{}' returning id");
    await product.database.write('delete from account_identity returning account_id');
    product.clock.advance(6);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const save = async (more: object, expected: object = ALL) => {
    const answer = await olga.call('PUT', PATH, { wanted: { ...ALL, ...more }, expected });
    product.clock.advance(6);
    return answer;
  };
  const joinEntra = (accountId: string) =>
    product.database.write(
      "insert into account_identity (issuer, subject, account_id, created_at) values ('entra:t', ?, ?, 1) returning account_id",
      accountId,
      accountId,
    );

  it('are all on at first, and changed by administrators alone, with before and after in the log', async () => {
    expect((await olga.get('/organisation/settings')).body.signIn).toEqual(ALL);
    expect((await save({ other: false })).body.signIn).toEqual({ ...ALL, other: false });
    expect((await save({ entra: false })).problem).toBe('settings-changed');
    const [entry] = await product.database.all<{ facts: string }>(
      "select facts from audit_event where action = 'organisation.setting-changed' order by id desc limit 1",
    );
    expect(JSON.parse(entry?.facts ?? '')).toEqual({
      ...{ setting: 'signIn', before: '{"other":true}', after: '{"other":false}' },
    });
    for (const email of [HANNA, STURE]) {
      const who = await product.signIn(email);
      expect((await who.call('PUT', PATH, { wanted: ALL, expected: ALL })).problem).toBe('not-allowed');
    }
  });

  it('never leave an organisation without an administrator who can sign in', async () => {
    for (const wanted of [{ password: false }, { password: false, entra: false, other: false }])
      expect((await save(wanted)).problem).toBe('last-administrator');
    await joinEntra(olga.accountId);
    expect((await save({ password: false, entra: false })).problem).toBe('last-administrator');
    expect((await save({ password: false })).status).toBe(200);
    // One with a password alone is none to rely on any more.
    const hanna = await product.signIn(HANNA);
    const role = { role: 'organisation-administrator', expected: { displayName: 'Hanna Handläggare', role: 'user' } };
    expect((await olga.call('PATCH', `${ACCOUNTS}/${hanna.accountId}`, role)).status).toBe(200);
    const step = () =>
      olga.call('PATCH', `${ACCOUNTS}/${olga.accountId}`, {
        role: 'user',
        expected: { displayName: 'Olga Orgadmin', role: 'organisation-administrator' },
      });
    expect((await step()).problem).toBe('last-administrator');
    await joinEntra(hanna.accountId);
    expect((await step()).status).toBe(200);
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where id = ? returning id",
      olga.accountId,
    );
    await product.database.write("update account set roles = 'user' where id = ? returning id", hanna.accountId);
  });

  it('without passwords have no invitations, neither new ones nor those that are on their way', async () => {
    const person = { displayName: 'Siv Sen', role: 'user', language: 'sv' };
    const invited = { ...person, email: 'siv@storkommun.example', invite: true };
    expect((await olga.post(ACCOUNTS, invited)).status).toBe(201);
    await product.drain();
    const mail = product.mail.to(invited.email).at(-1)?.text ?? '';
    const token = /\/invitation#([\w-]{43})/.exec(mail)?.[1] ?? '';
    const view = async () => (await product.nobody().post('/invitations/view', { token })).problem ?? 'open';
    expect(await view()).toBe('open');
    await joinEntra(olga.accountId);
    await save({ password: false });
    expect(await view()).toBe('invitation-ended');
    expect((await olga.post(ACCOUNTS, { ...invited, email: 'siv2@storkommun.example' })).problem).toBe(
      'invitations-off',
    );
    const csv = 'namn;e-post\nA;a@storkommun.example';
    const file = { csv, save: false, invite: true, language: 'sv' };
    expect((await olga.post(`${ACCOUNTS}/import`, file)).problem).toBe('invitations-off');
    expect((await olga.post(`${ACCOUNTS}/import`, { ...file, invite: false })).status).toBe(200);
  });
});
