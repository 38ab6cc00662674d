import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, OLGA, TestProduct } from '../../testing/product.ts';
import { AccountIdentities } from '../accounts/index.ts';

const ACCOUNTS = '/organisation/accounts';
const DAY_SECONDS = 86_400;
const PASSWORD = 'Vinterhimlen-ler-9';

describeOnBoth('accounts whose address a directory changes', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let token: string;
  let serial = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    token = (
      await (await product.signIn(OLGA)).post('/organisation/provisioning/tokens', { scope: 'write', days: 730 })
    ).body.token;
  });
  beforeEach(async () => {
    olga = await product.signIn(OLGA);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const add = async (displayName: string) => {
    const email = `adress${++serial}@storkommun.example`;
    const { body } = await olga.post(ACCOUNTS, { email, displayName, role: 'user', language: 'sv', invite: false });
    return { id: body.id as string, email };
  };
  /** One whose person has been there. */
  const used = async (displayName: string) => {
    const made = await add(displayName);
    await product.signIn(made.email);
    return made;
  };
  const rename = (id: string, userName: string) =>
    product.nobody().call(
      'PATCH',
      `//scim/v2/Users/${id}`,
      JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations: [{ op: 'replace', path: 'userName', value: userName }],
      }),
      { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    );
  const reset = (id: string) => olga.post(`${ACCOUNTS}/${id}/reset-sign-in`);
  const invite = async (id: string) => (await olga.post(`${ACCOUNTS}/invite`, { ids: [id] })).body[0].problem;
  const subjects = (address: string) => product.mail.to(address).map(({ subject }) => subject);
  const invited = (address: string) => product.mail.to(address).filter(({ text }) => text.includes('/invitation#'));
  const pass = async (seconds: number) => {
    product.clock.advance(seconds);
    olga = await product.signIn(OLGA);
  };

  it('tells the old address and the new one, in words without secrets, and who made the token stands in the log', async () => {
    const { id, email } = await used('Kajsa Katalog');
    const next = 'ny-kajsa@storkommun.example';
    expect((await rename(id, next)).status).toBe(200);
    await product.drain();
    for (const to of [email, next]) {
      expect(subjects(to)).toEqual(['Din inloggning i SEFOS har ändrats']);
      expect(product.mail.to(to)[0]?.text).toContain(`Ditt konto har fått en ny e-postadress: ${next}.`);
    }
    const entry = await product.database.get<{ actor_kind: string; facts: string }>(
      "select actor_kind, facts from audit_event where action = 'account.changed' and target_id = ?",
      id,
    );
    expect([entry?.actor_kind, JSON.parse(entry?.facts ?? '')]).toEqual([
      'system',
      { emailBefore: email, emailAfter: next, tokenMadeBy: olga.accountId },
    ]);
  });

  it('sends nothing that opens an account to its new address for seven days, also there and back again', async () => {
    const { id, email } = await used('Kalle Kapad');
    const thief = 'helpdesk1@storkommun.example';
    expect((await rename(id, thief)).status).toBe(200);
    await product.drain();
    expect([(await reset(id)).problem, await invite(id)]).toEqual(['address-changed', 'address-changed']);
    await pass(LIMITS.settledAddressDays * DAY_SECONDS - 1);
    expect([(await reset(id)).problem, await invite(id)]).toEqual(['address-changed', 'address-changed']);
    await pass(1);
    expect((await reset(id)).status).toBe(204);
    await product.drain();
    expect([invited(thief).length, invited(email).length]).toEqual([1, 0]);
    // Where she was before hears of the reset as well.
    expect(subjects(email)).toEqual(Array(2).fill('Din inloggning i SEFOS har ändrats'));
    expect(product.mail.to(email).at(-1)?.text).toContain('En administratör har tagit bort lösenord');

    const back = await used('Karin Kvar');
    await rename(back.id, 'helpdesk2@storkommun.example');
    await rename(back.id, back.email);
    expect((await reset(back.id)).status).toBe(204);
    await product.drain();
    expect(invited(back.email)).toHaveLength(1);
    expect(invited('helpdesk2@storkommun.example')).toHaveLength(0);
  });

  it('tells the first address of each change within thirty days, and of none after them', async () => {
    const { id, email } = await used('Klara Kedja');
    await rename(id, 'kedja1@storkommun.example');
    await rename(id, 'kedja2@storkommun.example');
    await product.drain();
    expect([subjects(email), subjects('kedja1@storkommun.example')].map(({ length }) => length)).toEqual([2, 2]);
    await pass(LIMITS.formerAddressDays * DAY_SECONDS - 1);
    expect((await reset(id)).status).toBe(204);
    await product.drain();
    expect(subjects(email)).toHaveLength(3);
    await pass(1);
    expect((await reset(id)).status).toBe(204);
    await product.drain();
    expect(subjects(email)).toHaveLength(3);
  });

  it('ends an invitation that was on its way to the address before', async () => {
    const { id, email } = await add('Ines Inbjuden');
    expect(await invite(id)).toBeNull();
    const before = 'fel-ines@storkommun.example';
    await rename(id, before);
    await product.drain();
    expect([invited(email).length, invited(before).length]).toEqual([0, 0]);
    // Nobody has been there: a slip is put right at once.
    expect(await invite(id)).toBeNull();
    await product.drain();
    const link = /\/invitation#([\w-]{43})/.exec(product.mail.to(before).at(-1)?.text ?? '')?.[1];
    await rename(id, 'ratt-ines@storkommun.example');
    const accept = { token: link, password: PASSWORD, phone: '070-174 06 10' };
    expect((await product.nobody().post('/invitations/accept', accept)).problem).toBe('invitation-ended');
  });

  it('invites nobody at an address that is changed at the same time', async () => {
    for (let round = 0; round < 6; round++) {
      const { id, email } = await used('Samtidig Sanna');
      const thief = `samtidig${round}@storkommun.example`;
      const [problem, renamed] = await Promise.all([invite(id), rename(id, thief)]);
      expect([null, 'settings-changed', 'address-changed']).toContain(problem);
      expect(renamed.status).toBe(200);
      await product.drain();
      expect(invited(thief)).toEqual([]);
      expect(invited(email).length).toBeLessThanOrEqual(1);
    }
  });

  it('counts mail that came to somebody who never signed in as hers', async () => {
    const { id, email } = await add('Moa Mottagare');
    await product.send(await product.signIn(HANNA), [{ address: email }]);
    await rename(id, 'helpdesk3@storkommun.example');
    expect(await invite(id)).toBe('address-changed');
  });

  it('lets nobody join the account by its new address at a provider for seven days', async () => {
    const { id } = await used('Pia Provider');
    const email = 'helpdesk4@storkommun.example';
    await rename(id, email);
    const identity = { keys: [{ issuer: 'https://id.example', subject: 'helpdesk4' }] as const, verifiedEmail: email };
    const { database, clock, services } = product;
    const identities = new AccountIdentities({ database, clock, accounts: services.accounts });
    const find = () => identities.find(identity);
    await expect(find()).rejects.toThrow('address-changed');
    await pass(LIMITS.settledAddressDays * DAY_SECONDS);
    expect((await find())?.account.id).toBe(id);
  });
});
