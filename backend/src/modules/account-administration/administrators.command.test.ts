import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';
import { ADMINISTRATORS_USAGE, runAdministrators } from './index.ts';

const PASSWORD = 'Vinterhimlen-ler-9';

describeOnBoth('administrators by command', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let lines: string[] = [];
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(() => {
    lines = [];
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const run = (...args: string[]) => {
    const { settings, managedRows: repository, managedAccounts: accounts } = product.services;
    return runAdministrators({ settings, repository, accounts, print: (line) => lines.push(line) }, args);
  };
  const logged = (action: string) =>
    product.database.all<{ actor_kind: string; actor_id: string | null; facts: string }>(
      'select actor_kind, actor_id, facts from audit_event where action = ? order by id',
      action,
    );
  const tokenTo = (email: string) =>
    /\/invitation#([\w-]{43})/.exec(product.mail.to(email).at(-1)?.text ?? '')?.[1] ?? '';

  it('begin anew, the only one of an organisation too: nothing from before opens, and she is invited', async () => {
    const olga = await product.signIn(OLGA);
    await olga.post('/account/factors/totp');
    await product.database.write(
      "insert into account_identity (issuer, subject, account_id, created_at) values ('entra:t', 's', ?, 1) returning account_id",
      olga.accountId,
    );
    expect(await run('reset', 'storkommun', OLGA.toUpperCase())).toBe(0);
    expect((await olga.get('/session')).problem).toBe('not-signed-in');
    for (const table of ['totp_factor', 'account_identity'])
      expect(await product.count(`${table} where account_id = ?`, olga.accountId)).toBe(0);
    await product.drain();
    const anew = { token: tokenTo(OLGA), password: PASSWORD, phone: '070-174 06 14' };
    expect((await product.nobody().post('/invitations/accept', anew)).status).toBe(204);
    expect((await product.nobody().post('/sign-in/password', { email: OLGA, password: PASSWORD })).status).toBe(200);
    expect(await logged('account.sign-in-reset')).toEqual([
      { actor_kind: 'system', actor_id: null, facts: '{"invited":true}' },
    ]);
  });

  it('of the installation begin anew as well, and nobody else does', async () => {
    expect(await run('reset', 'sefos', STURE)).toBe(0);
    await product.drain();
    expect(tokenTo(STURE)).not.toBe('');
    const hanna = await product.signIn(HANNA);
    expect(await run('reset', 'storkommun', HANNA)).toBe(1);
    expect((await hanna.get('/session')).status).toBe(200);
    expect(await run('reset', 'storkommun', LISA)).toBe(1);
    expect(lines.slice(1)).toEqual([
      'She administers nothing: an administrator of the organisation resets her sign-in.',
      `storkommun has no account with the address "${LISA}".`,
    ]);
  });

  it('are made of accounts, which is logged, and listed', async () => {
    expect(await run('make', 'lillkommun', LISA)).toBe(0);
    expect(await run('make', 'lillkommun', LISA)).toBe(0);
    expect(await run('list', 'lillkommun')).toBe(0);
    expect(lines.at(-1)).toBe(`${LISA}; Lisa Lill; organisation-administrator; has a password`);
    expect((await (await product.signIn(LISA)).get('/organisation/accounts')).status).toBe(200);
    expect(await logged('account.changed')).toEqual([
      {
        ...{ actor_kind: 'system', actor_id: null },
        facts: '{"roleBefore":"user","roleAfter":"organisation-administrator"}',
      },
    ]);
    expect(await run('make', 'sefos', STURE)).toBe(1);
    await product.database.write('update account set frozen_at = 1 where email = ? returning id', HANNA);
    expect(await run('make', 'storkommun', HANNA)).toBe(1);
    await product.database.write('update account set frozen_at = null where email = ? returning id', HANNA);
  });

  it('get a password where those were off only once they are turned on, whoever can sign in', async () => {
    const off = '{"signIn":{"password":false,"entra":true,"other":true}}';
    await product.database.write("update organisation set settings = ? where slug = 'lillkommun' returning id", off);
    await product.database.write(
      "update account set roles = 'user,organisation-administrator' where email = ? returning id",
      LISA,
    );
    // Settings are read anew after five seconds.
    product.clock.advance(6);
    expect(await run('reset', 'lillkommun', LISA)).toBe(1);
    expect(lines.at(-1)).toContain('administrators passwords');
    expect(await run('passwords', 'lillkommun')).toBe(0);
    expect(await run('passwords', 'lillkommun')).toBe(0);
    const changes = await logged('organisation.setting-changed');
    expect(changes.map(({ actor_kind, facts }) => [actor_kind, JSON.parse(facts).setting])).toEqual([
      ['system', 'signIn'],
    ]);
    product.clock.advance(6);
    expect(await run('reset', 'lillkommun', LISA)).toBe(0);
  });

  it('are not touched by what is not understood', async () => {
    for (const args of [
      [],
      ['make', 'storkommun'],
      ['list'],
      ['list', 'storkommun', OLGA],
      ['drop', 'storkommun', OLGA],
    ])
      expect(await run(...args)).toBe(2);
    expect(new Set(lines)).toEqual(new Set([ADMINISTRATORS_USAGE]));
    expect(await run('list', 'ingen')).toBe(1);
  });
});
