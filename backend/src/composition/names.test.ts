import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../testing/databases.ts';
import { type AccountBrowser, OLGA, STURE, TestProduct } from '../testing/product.ts';

/** What makes a line of its own, turns the direction of writing or is not seen. */
const UGLY = ' Eva\r\nBcc: x\u2028\u2029\u000b\u000c\u0085\u0000\u001b\u202Egnp\u2066 ';
const CLEAN = 'Eva Bcc: x gnp';

describeOnBoth('a name', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let olga: AccountBrowser;
  let sture: AccountBrowser;
  let token: string;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    [olga, sture] = [await product.signIn(OLGA), await product.signIn(STURE)];
    const made = await olga.post('/organisation/provisioning/tokens', { scope: 'write', days: 1 });
    token = made.body.token;
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const scim = (method: string, path: string, body: object) =>
    product.nobody().call(method, `//scim/v2${path}`, JSON.stringify(body), {
      authorization: `Bearer ${token}`,
      'content-type': 'application/scim+json',
    });
  const account = (email: string, displayName = 'Eva') => ({
    ...{ email: `${email}@storkommun.example`, displayName, role: 'user', language: 'sv', invite: false },
  });
  const mailbox = async (name = 'Namn', local = 'namn') =>
    (await olga.post('/function-mailboxes', { name, address: `${local}@storkommun.example`, language: null })).body.id;
  const member = async (local: string) => {
    const id = await mailbox('Namn', local);
    await olga.post(`/function-mailboxes/${id}/members`, { addresses: [OLGA], role: 'administrator' });
    return id;
  };
  const contact = (name: string, local: string) => ({
    ...{ name, address: `${local}@example.com`, method: null, language: null, phone: null },
  });
  const contacts = () => `/mailboxes/${olga.mailboxId}/contacts`;
  const groups = () => `/mailboxes/${olga.mailboxId}/contact-groups`;
  const contactNamed = async (text: string) => (await olga.post(`${contacts()}/search`, { text })).body.rows[0]?.name;
  const accountNamed = async (email: string) =>
    (await olga.get(`/organisation/accounts?search=${email}`)).body.rows[0].displayName;

  /** Every way in which somebody gives something a name that others see. */
  const DOORS: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
    'of a new account': async (name) =>
      (await olga.post('/organisation/accounts', account('a1', name))).body.displayName,
    'of an account that is changed': async (name) => {
      const { id } = (await olga.post('/organisation/accounts', account('a2'))).body;
      const expected = { displayName: 'Eva', role: 'user' };
      return (await olga.call('PATCH', `/organisation/accounts/${id}`, { displayName: name, expected })).body
        .displayName;
    },
    'that somebody gives herself': async (displayName) => {
      const email = 'a6@storkommun.example';
      await olga.post('/organisation/accounts', account('a6'));
      const self = await product.signIn(email);
      return (await self.call('PUT', '/account/name', { displayName })).body.displayName;
    },
    'of an account in a file': async (name) => {
      const csv = `namn;e-post\r\n"${name}";a3@storkommun.example`;
      await olga.post('/organisation/accounts/import', { csv, save: true, invite: false, language: 'sv' });
      return accountNamed('a3@storkommun.example');
    },
    'of an account that a directory makes': async (displayName) =>
      (await scim('POST', '/Users', { userName: 'a4@storkommun.example', displayName })).body.displayName,
    'of an account that a directory changes': async (displayName) => {
      const userName = 'a5@storkommun.example';
      const { id } = (await scim('POST', '/Users', { userName, displayName: 'Eva' })).body;
      const Operations = [{ op: 'replace', path: 'displayName', value: displayName }];
      return (
        await scim('PATCH', `/Users/${id}`, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations })
      ).body.displayName;
    },
    'of the first administrator of a new organisation': async (displayName) => {
      const administrator = { email: 'first@namn.example', displayName };
      const wanted = { name: displayName, domain: 'namn.example', language: 'sv', administrator };
      const { id } = (await sture.post('/installation/organisations', wanted)).body;
      const row = await product.database.get<{ name: string; display_name: string }>(
        'select o.name, a.display_name from organisation o join account a on a.organisation_id = o.id where o.id = ?',
        id,
      );
      expect(row?.name).toBe(row?.display_name);
      return row?.name;
    },
    'that an organisation shows of itself': async (displayName) => {
      const { sender } = (await olga.get('/organisation/settings')).body;
      const { logo: _, ...expected } = sender;
      const wanted = { ...expected, displayName };
      await olga.call('PUT', '/organisation/settings/sender', { wanted, expected });
      return (await olga.get('/organisation/settings')).body.sender.displayName;
    },
    'of a function mailbox': async (name) =>
      (await olga.get(`/function-mailboxes/${await mailbox(name, 'n1')}`)).body.name,
    'of a function mailbox that is changed': async (name) => {
      const expected = { name: 'Namn', address: 'n2@storkommun.example', language: null };
      const id = await mailbox('Namn', 'n2');
      await olga.call('PUT', `/function-mailboxes/${id}`, { ...expected, name, expected });
      return (await olga.get(`/function-mailboxes/${id}`)).body.name;
    },
    'of a contact': async (name) => {
      await olga.post(contacts(), contact(name, 'c1'));
      return contactNamed('c1@example.com');
    },
    'of a contact that is changed': async (name) => {
      const { id, revision } = (await olga.post(contacts(), contact('Eva', 'c2'))).body;
      await olga.call('PUT', `${contacts()}/${id}`, { ...contact(name, 'c2'), revision });
      return contactNamed('c2@example.com');
    },
    'of a contact in a file': async (name) => {
      const csv = `namn;e-post\r\n"${name}";c3@example.com`;
      await olga.post(`${contacts()}/import`, { csv, preview: false });
      return contactNamed('c3@example.com');
    },
    'of a group': async (name) => {
      await olga.post(groups(), { name, memberIds: [] });
      return (await olga.post(`${groups()}/search`, {})).body.rows[0]?.name;
    },
    'of a tag': async (name) => {
      const id = await member('n3');
      return (await olga.post(`/mailboxes/${id}/case-tags`, { name }, { 'x-sefos-mailbox': id })).body.name;
    },
    'of an API key': async (name) => {
      const address = 'n4@storkommun.example';
      await mailbox('Namn', 'n4');
      const body = { name, address, scopes: ['messages:send'], days: 1 };
      return (await olga.post('/organisation/api-keys', body)).body.key?.name;
    },
  };

  for (const [which, give] of Object.entries(DOORS))
    it(`${which} is one line, without what nobody sees`, async () => {
      expect(await give(UGLY)).toBe(CLEAN);
    });

  it('of an account is refused when nothing is left of it', async () => {
    expect((await olga.post('/organisation/accounts', account('a9', '\u202E\u0000'))).problem).toBe('invalid-request');
  });
});
