import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { DEMO_PASSWORD } from '../../composition/demo-people.ts';
import { totpCode, totpStep } from '../../crypto/index.ts';
import { write } from '../../platform/database/statements.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const PATH = '/organisation/settings/second-factors';
const ALL = { passkey: true, totp: true, sms: true };
const WITHOUT_SMS = { ...ALL, sms: false };
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const fromBase32 = (text: string): Buffer => {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

describeOnBoth('factors that an organisation turns off', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    await product.database.commit([
      write("update organisation set settings = '{}'"),
      write('delete from totp_factor'),
      write('delete from passkey'),
    ]);
    product.clock.advance(900);
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const save = async (wanted: object, expected: object = ALL, who = olga) => {
    const answer = await who.call('PUT', PATH, { wanted, expected });
    // Running servers know within five seconds.
    product.clock.advance(6);
    return answer;
  };
  const addTotp = async (who: AccountBrowser): Promise<Buffer> => {
    const begun = await who.post('/account/factors/totp');
    const secret = fromBase32(begun.body.secret);
    const code = totpCode(secret, totpStep(product.clock.now().getTime()));
    expect((await who.post('/account/factors/totp/confirm', { code })).status).toBe(204);
    return secret;
  };
  const withPassword = (email: string) =>
    product.nobody().post('/sign-in/password', { email, password: DEMO_PASSWORD });

  it('are chosen by administrators alone, at least one stays, and the log has before and after', async () => {
    expect((await olga.get('/organisation/settings')).body.secondFactors).toEqual(ALL);
    expect((await save({ passkey: false, totp: false, sms: false })).problem).toBe('factors-none');
    expect((await save(WITHOUT_SMS)).body.secondFactors).toEqual(WITHOUT_SMS);
    expect((await save(ALL)).problem).toBe('settings-changed');
    const [entry] = await product.database.all<{ facts: string }>(
      "select facts from audit_event where action = 'organisation.setting-changed' order by id desc limit 1",
    );
    expect(JSON.parse(entry?.facts ?? '')).toEqual({
      ...{ setting: 'secondFactors', before: JSON.stringify(ALL), after: JSON.stringify(WITHOUT_SMS) },
    });
    expect((await save(ALL, WITHOUT_SMS)).body.secondFactors).toEqual(ALL);
    for (const email of [HANNA, STURE]) {
      const who = await product.signIn(email);
      expect((await save(WITHOUT_SMS, ALL, who)).problem).toBe('not-allowed');
      expect((await who.post(`${PATH}/preview`, WITHOUT_SMS)).problem).toBe('not-allowed');
    }
  });

  it('are said before: how many accounts have nothing else', async () => {
    const preview = async () => (await olga.post(`${PATH}/preview`, WITHOUT_SMS)).body.accounts;
    const before = await preview();
    expect(before).toBeGreaterThan(2);
    await addTotp(await product.signIn(KALLE));
    expect(await preview()).toBe(before - 1);
    expect((await olga.post(`${PATH}/preview`, ALL)).body).toEqual({ accounts: 0 });
  });

  it('leave sessions as they are; whoever has nothing else adds a factor at her next sign-in, and does nothing before', async () => {
    const before = await product.signIn(KALLE);
    product.clock.advance(1);
    await save(WITHOUT_SMS);
    expect((await before.get('/mailboxes')).status).toBe(200);
    const kalle = await product.signIn(KALLE);
    expect((await kalle.get('/session')).body.factorNeeded).toBe(true);
    for (const path of ['/mailboxes', '/account/sessions', '/organisation/levels', '//api/v1/events'])
      expect((await kalle.get(path)).problem).toBe('factor-needed');
    expect((await kalle.post('/messages', product.message(kalle, [{ address: HANNA }]))).problem).toBe('factor-needed');
    expect((await kalle.get('/mailboxes', { 'x-sefos-mailbox': kalle.mailboxId })).problem).toBe('factor-needed');
    await addTotp(kalle);
    expect((await kalle.get('/session')).body).toMatchObject({ method: 'password-totp' });
    expect((await kalle.get('/session')).body.factorNeeded).toBeUndefined();
    expect((await kalle.get('/mailboxes')).status).toBe(200);
  });

  it('are not asked for and do not work where there is another', async () => {
    const secret = await addTotp(await product.signIn(KALLE));
    const early = (await withPassword(KALLE)).body;
    expect(early.factors).toEqual(['totp', 'sms']);
    await save(WITHOUT_SMS);
    const sent = product.sms.sent.length;
    expect((await product.nobody().post('/sign-in/factors/sms', { ticket: early.ticket })).problem).toBe(
      'sign-in-way-off',
    );
    expect(product.sms.sent).toHaveLength(sent);
    const { ticket, factors } = (await withPassword(KALLE)).body;
    expect(factors).toEqual(['totp']);
    product.clock.advance(60);
    const code = totpCode(secret, totpStep(product.clock.now().getTime()));
    const signedIn = await product.nobody().post('/sign-in/factors', { ticket, answer: { kind: 'totp', code } });
    expect(signedIn.body.factorNeeded).toBeUndefined();
    // Hanna has a number alone: it lets her in to add something, by the same steps as ever.
    expect((await withPassword(HANNA)).body.challengeId).toBeDefined();
    expect(product.sms.sent).toHaveLength(sent + 1);
  });
});
