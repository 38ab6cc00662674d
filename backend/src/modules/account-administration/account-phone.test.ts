import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const ACCOUNTS = '/organisation/accounts';
const PHONE = '070-174 06 09';

describeOnBoth('the number of an account', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let serial = 0;
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
  const add = async (more: object) => {
    const email = `nummer${++serial}@storkommun.example`;
    const asked = { email, displayName: 'Nora Nummer', role: 'user', language: 'sv', invite: false, ...more };
    return { id: (await olga.post(ACCOUNTS, asked)).body.id as string, email };
  };
  const phone = (id: string, who = olga) => who.get(`${ACCOUNTS}/${id}/phone`);
  const lastMail = (email: string) => product.mail.to(email).at(-1);
  const tokenIn = (email: string) => /\/invitation#([\w-]{43})/.exec(lastMail(email)?.text ?? '')?.[1] ?? '';

  it('is shown masked to her administrators, and stands in no list', async () => {
    const { id } = await add({ phone: PHONE });
    expect((await phone(id)).body).toEqual({ maskedPhone: '••• •• 09' });
    expect((await phone((await add({})).id)).body).toEqual({ maskedPhone: null });
    expect(JSON.stringify((await olga.get(`${ACCOUNTS}?search=nora`)).body)).not.toContain('•');
  });

  it('is nobody else’s to see: not a colleague’s, another organisation’s, nor that of who runs the installation', async () => {
    const { id } = await add({ phone: PHONE });
    const [hanna, lisa, sture] = [await product.signIn(HANNA), await product.signIn(LISA), await product.signIn(STURE)];
    for (const who of [hanna, lisa, sture]) expect((await phone(id, who)).problem).toBe('not-allowed');
    expect((await phone(lisa.accountId)).problem).toBe('not-found');
    await product.database.write(
      "update account set roles = 'user,system-administrator' where id = ? returning id",
      id,
    );
    expect((await phone(id)).problem).toBe('not-allowed');
  });

  it('is given anew by herself after a reset, also when it was wrong from the start, and nothing of it is logged', async () => {
    const { id, email } = await add({ phone: PHONE, invite: true });
    await product.drain();
    expect(lastMail(email)?.subject).toMatch(/^Du har fått ett konto/);
    const before = tokenIn(email);
    expect((await product.nobody().post('/invitations/view', { token: before })).body.needsPhone).toBe(false);
    expect((await olga.post(`${ACCOUNTS}/${id}/reset-sign-in`)).status).toBe(204);
    await product.drain();
    // She has never been in: to her it is an invitation like the first.
    expect(lastMail(email)?.subject).toMatch(/^Du har fått ett konto/);
    expect((await phone(id)).body).toEqual({ maskedPhone: null });
    const nobody = product.nobody();
    expect((await nobody.post('/invitations/view', { token: before })).problem).toBe('invitation-ended');
    const given = { token: tokenIn(email), password: 'Vinterhimlen-ler-9', phone: '070-174 06 14' };
    expect((await nobody.post('/invitations/accept', given)).status).toBe(204);
    expect((await phone(id)).body).toEqual({ maskedPhone: '••• •• 14' });
    const logged = await product.database.all('select facts from audit_event where target_id = ?', id);
    expect(JSON.stringify(logged)).not.toMatch(/06 ?(09|14)|•/);
  });
});
