import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, OLGA, TestProduct } from '../../testing/product.ts';

const ACCOUNTS = '/organisation/accounts';
const LONGEST = 'N'.repeat(LIMITS.accountNameCharacters);
const TOO_LONG = `${LONGEST}N`;

describeOnBoth('limits of accounts', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });
  const add = (email: string, displayName: string, more: object = {}) =>
    olga.post(ACCOUNTS, { ...{ email, displayName, role: 'user', language: 'sv', invite: false }, ...more });
  const preview = (csv: string) => olga.post(`${ACCOUNTS}/import`, { csv, save: false, invite: false, language: 'sv' });

  it('names are as long as the limit when they are given and changed, and no longer', async () => {
    const made = await add('langst@storkommun.example', LONGEST);
    expect([made.status, made.body.displayName]).toEqual([201, LONGEST]);
    const refused = await add('langre@storkommun.example', TOO_LONG);
    expect([refused.status, refused.problem]).toEqual([400, 'invalid-request']);
    const change = (displayName: string, seen: string) =>
      olga.call('PATCH', `${ACCOUNTS}/${made.body.id}`, { displayName, expected: { displayName: seen, role: 'user' } });
    expect((await change(TOO_LONG, LONGEST)).problem).toBe('invalid-request');
    const other = 'Å'.repeat(LIMITS.accountNameCharacters);
    expect((await change(other, LONGEST)).body.displayName).toBe(other);
  });

  it('names in a file are as long as the limit, and a row with a longer one is refused alone', async () => {
    const { body } = await preview(
      `namn;e-post\n${LONGEST};fil1@storkommun.example\n${TOO_LONG};fil2@storkommun.example\n`,
    );
    expect(body.rows.map(({ outcome, problem }: Record<string, unknown>) => [outcome, problem])).toEqual([
      ...[
        ['new', null],
        ['refused', 'name-too-long'],
      ],
    ]);
  });

  it('a file has as many rows as the limit, and not one more', async () => {
    const rows = (count: number) => preview(`namn;e-post\n${'a;b\n'.repeat(count)}`);
    expect((await rows(LIMITS.importRows)).body.rows).toHaveLength(LIMITS.importRows);
    const refused = await rows(LIMITS.importRows + 1);
    expect([refused.status, refused.problem, refused.body.facts.most]).toEqual([
      422,
      'csv-too-many-rows',
      LIMITS.importRows,
    ]);
  });

  it('a file has as many characters as the limit, in Swedish as well, and not one more', async () => {
    const heading = 'namn;e-post;anteckning\n';
    const row = `Åsa;fil@storkommun.example;${'ö'.repeat(9_000)}\n`;
    const file = (heading + row.repeat(LIMITS.importCharacters / row.length)).padEnd(LIMITS.importCharacters, 'ö');
    expect(file).toHaveLength(LIMITS.importCharacters);
    expect((await preview(file)).status).toBe(200);
    const refused = await preview(`${file}a`);
    expect([refused.status, refused.problem]).toEqual([400, 'invalid-request']);
  });

  it('the password of who is invited has its least and its most characters, and not one less or more', async () => {
    const characters = (count: number) => 'vinterhimlen ler '.repeat(20).slice(0, count);
    const { minCharacters, maxCharacters } = LIMITS.password;
    for (const [index, accepted] of [minCharacters, maxCharacters].entries()) {
      const email = `inbjuden${index}@storkommun.example`;
      await add(email, 'Ivar Inbjuden', { invite: true, phone: `070-174 06 2${index}` });
      await product.drain();
      const [, token = ''] = /\/invitation#([\w-]{43})/.exec(product.mail.to(email).at(-1)?.text ?? '') ?? [];
      const accept = (count: number) =>
        product.nobody().post('/invitations/accept', { token, password: characters(count) });
      expect((await accept(minCharacters - 1)).problem).toBe('password-too-short');
      expect((await accept(maxCharacters + 1)).problem).toBe('invalid-request');
      expect((await accept(accepted)).status).toBe(204);
      const signIn = await product.nobody().post('/sign-in/password', { email, password: characters(accepted) });
      expect(signIn.status).toBe(200);
    }
  });
});
