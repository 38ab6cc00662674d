import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, TestProduct } from '../../../testing/product.ts';

describeOnBoth('a download of my data', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    if (!test.url.startsWith('sqlite:')) product.clock.advance(86_400);
  });
  beforeEach(async () => {
    product.clock.advance(3_700);
    hanna = await product.signIn(HANNA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const fetchData = (who: AccountBrowser, headers: Readonly<Record<string, string>> = {}) =>
    product.app.inject({
      method: 'POST',
      url: '/api/v1/account/data',
      headers: {
        cookie: `__Host-sefos=${who.cookies.get('__Host-sefos')}`,
        'x-csrf-token': who.csrfToken ?? '',
        ...headers,
      },
    });

  it('holds account, sign-in, sessions, settings, delegations and the log about oneself, and of nobody else', async () => {
    const kalle = await product.signIn(KALLE);
    await hanna.call('PUT', '/account/notifications', { mail: false, teams: false });
    const answer = await fetchData(hanna);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': expect.stringMatching(/^attachment; filename="sefos-konto-\d{4}-\d\d-\d\d\.zip"$/),
      'cache-control': 'no-store',
    });
    // Stored, not deflated: what is in it can be read as it is.
    const text = answer.rawPayload.toString('utf8');
    const names = [
      'account',
      'sign-in',
      'sessions',
      'notifications',
      'function-mailboxes',
      'signature',
      'auto-reply',
      'delegations',
      'contacts',
      'log',
    ];
    for (const name of names) expect(text).toContain(`${name}.json`);
    for (const own of [HANNA, '+46701740601', '198507099805', '"mail": false', 'sefos-log-extract'])
      expect(text).toContain(own);
    for (const other of [KALLE, kalle.accountId]) expect(text).not.toContain(other);
    expect(text).not.toContain('$argon2');
    expect(
      await product.count('audit_event where action = ? and target_id = ?', 'account.data-downloaded', hanna.accountId),
    ).toBe(1);
  });

  it('wants a fresh identification, the session and its CSRF token, and is made five times an hour', async () => {
    const problemOf = async (headers = {}) => (await fetchData(hanna, headers)).json().type;
    expect(await problemOf({ 'x-csrf-token': 'wrong' })).toContain('csrf-token-invalid');
    expect(await problemOf({ cookie: '' })).toContain('not-signed-in');
    for (let i = 0; i < 5; i++) expect((await fetchData(hanna)).statusCode).toBe(200);
    expect(await problemOf()).toContain('too-many-requests');
    product.clock.advance(300);
    expect(await problemOf()).toContain('confirmation-required');
  });

  it('comes with a mail when factors changed, in the language of the person, with nothing secret', async () => {
    const { codes } = (await hanna.post('/account/factors/recovery-codes')).body;
    await product.drain();
    const mail = product.mail.to(HANNA).at(-1);
    expect(mail?.subject).toBe('Din inloggning i SEFOS har ändrats');
    expect(mail?.text).toContain('Nya återställningskoder har skapats för ditt konto.');
    expect(mail?.text).toContain('https://sefos.example/account');
    for (const code of codes) expect(JSON.stringify(mail) + product.log).not.toContain(code);
  });

  it('is ended by a sign-out elsewhere at once, also for who listens', async () => {
    const other = await product.signIn(HANNA);
    const { sessions } = (await hanna.get('/account/sessions')).body;
    const ended = sessions.find(({ current }: { current: boolean }) => !current);
    expect((await hanna.call('DELETE', `/account/sessions/${ended.id}`)).status).toBe(204);
    expect((await other.get('/session')).problem).toBe('not-signed-in');
    expect(
      await product.count('live_event where type = ? and mailbox_id = ?', 'account-changed', hanna.mailboxId),
    ).not.toBe(0);
  });
});
