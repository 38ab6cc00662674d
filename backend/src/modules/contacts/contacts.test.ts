import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, TestProduct } from '../../testing/product.ts';
import { fakeKms } from '../identification/testing/fakes.ts';
import { KeyRing, rotateKeys } from '../organisations/index.ts';
import { CONTACT_KEYS } from './index.ts';

const NUMBER = '191212121212';
const PHONE = '+46701234567';
const TABLES = [
  'contact',
  'contact_group',
  'contact_group_member',
  'contact_search_key',
  'known_recipient',
  'address_book',
];

describeOnBoth('address book', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    hanna = await product.signIn(HANNA);
    await product.database.commit(TABLES.map((table) => ({ sql: `delete from ${table}`, params: [] })));
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const anna = {
    name: 'Anna Ek',
    address: 'Anna.Ek@example.org',
    phone: '070-123 45 67',
    personalNumber: '19121212-1212',
    method: 'bankid',
    language: 'fi',
  };
  const book = (browser = hanna) => `/mailboxes/${browser.mailboxId}/contacts`;
  const add = async (contact: object = {}, browser = hanna): Promise<string> => {
    const answer = await browser.post(book(browser), { ...anna, ...contact });
    if (answer.status !== 201) throw new Error(`not added: ${answer.problem}`);
    return answer.body.id;
  };
  const plain = (name: string, address = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`) => ({
    ...{ name, address, phone: null, personalNumber: null, method: null, language: null },
  });
  const list = async (body: object = {}, browser = hanna) =>
    (await browser.post(`${book(browser)}/search`, body)).body as {
      rows: { id: string; name: string; address: string }[];
      nextCursor: string | null;
    };
  const names = async (body: object = {}) => (await list(body)).rows.map(({ name }) => name);
  const entries = (action: string) => product.count('audit_event where action = ?', action);

  it('shows a contact with her number and only the date of birth of her personnummer', async () => {
    const id = await add();
    expect((await list()).rows).toEqual([
      {
        id,
        name: 'Anna Ek',
        address: 'anna.ek@example.org',
        phone: PHONE,
        maskedPersonalNumber: '19121212-••••',
        method: 'bankid',
        language: 'fi',
        revision: 1,
      },
    ]);
  });

  it('tells the whole personnummer to who asks for it, and the log that she did', async () => {
    const id = await add();
    const before = await entries('contact.personal-number-shown');
    expect((await hanna.post(`${book()}/${id}/personal-number`)).body).toEqual({ personalNumber: NUMBER });
    expect(await entries('contact.personal-number-shown')).toBe(before + 1);
    const entry = await product.database.get<{ facts: string; target_id: string }>(
      "select * from audit_event where action = 'contact.personal-number-shown' order by id desc limit 1",
    );
    expect(entry).toMatchObject({ target_id: id, facts: '{}' });
  });

  it('keeps number and personnummer sealed in the database, and out of log and answers that are kept', async () => {
    await add();
    const rows = await product.database.all<Record<string, unknown>>('select * from contact');
    const kept = await product.database.all<Record<string, unknown>>('select * from idempotency');
    const log = await product.database.all<Record<string, unknown>>('select * from audit_event');
    const text = [...rows, ...kept, ...log]
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n');
    for (const secret of [NUMBER, '19121212-1212', PHONE, '701234567']) expect(text).not.toContain(secret);
    expect(product.log).not.toContain(NUMBER);
    expect(product.log).not.toContain('anna.ek@');
  });

  it.each([
    ['phone-invalid', { phone: '12' }],
    ['personal-number-invalid', { personalNumber: '191212121213' }],
    ['address-invalid', { address: 'nobody' }],
    ['invalid-request', { name: '   ' }],
    ['invalid-request', { method: 'pigeon' }],
  ])('refuses with %s what is none', async (problem, part) => {
    expect((await hanna.post(book(), { ...anna, ...part })).problem).toBe(problem);
    expect(await product.count('contact')).toBe(0);
  });

  it('takes a name as long as the limit and no longer', async () => {
    const longest = 'a'.repeat(LIMITS.contactNameCharacters);
    expect((await hanna.post(book(), plain(longest, 'a@example.org'))).status).toBe(201);
    expect((await hanna.post(book(), plain(`${longest}a`, 'b@example.org'))).problem).toBe('invalid-request');
  });

  it('has one contact for an address', async () => {
    await add();
    expect((await hanna.post(book(), { ...anna, name: 'Other' })).problem).toBe('contact-exists');
    const other = await add(plain('Other'));
    const change = { ...plain('Other', anna.address), revision: 1 };
    expect((await hanna.call('PUT', `${book()}/${other}`, change)).problem).toBe('contact-exists');
  });

  it('keeps a personnummer that a change does not mention, and forgets one that it empties', async () => {
    const id = await add();
    const { personalNumber: _left, ...rest } = anna;
    const moved = { ...rest, address: 'anna@example.org', phone: null, revision: 1 };
    expect((await hanna.call('PUT', `${book()}/${id}`, moved)).body).toEqual({ id, revision: 2 });
    expect((await hanna.post(`${book()}/${id}/personal-number`)).body.personalNumber).toBe(NUMBER);
    expect((await list()).rows[0]).toMatchObject({ phone: null, address: 'anna@example.org' });
    await hanna.call('PUT', `${book()}/${id}`, { ...moved, personalNumber: null, revision: 2 });
    expect((await hanna.post(`${book()}/${id}/personal-number`)).body.personalNumber).toBeNull();
    expect(await product.count('contact where details is null and wrapped_key is null')).toBe(1);
  });

  it('lets one of two change a contact from what both saw', async () => {
    const id = await add();
    expect((await hanna.call('PUT', `${book()}/${id}`, { ...anna, name: 'A', revision: 1 })).status).toBe(200);
    expect((await hanna.call('PUT', `${book()}/${id}`, { ...anna, name: 'B', revision: 1 })).problem).toBe(
      'contact-changed',
    );
    expect(await names()).toEqual(['A']);
  });

  it('makes a contact once, however often it is asked for under one key', async () => {
    const key = { 'idempotency-key': 'contact-once' };
    const first = await hanna.post(book(), anna, key);
    expect((await hanna.post(book(), anna, key)).body).toEqual(first.body);
    expect(await product.count('contact')).toBe(1);
  });

  it('lists by name as Swedish sorts, page by page', async () => {
    for (const name of ['Öst', 'adam', 'Åsa', 'Zeb', 'Ärla', 'Bo'])
      await add(plain(name, `${name.length}${encodeURI(name).replaceAll('%', '')}@example.org`));
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 4, ...(cursor ? { cursor } : {}) });
      pages.push(page.rows.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([
      ['adam', 'Bo', 'Zeb', 'Åsa'],
      ['Ärla', 'Öst'],
    ]);
    expect((await hanna.post(`${book()}/search`, { cursor: 'AAAA' })).problem).toBe('invalid-request');
  });

  it('finds by the beginning of a name, of its later words and of the address, each contact once', async () => {
    await add(plain('Maria Marklund', 'maria@example.org'));
    await add(plain('Per Marin', 'boss@example.org'));
    await add(plain('Eva 100% _', 'eva@example.org'));
    expect(await names({ text: 'MAR' })).toEqual(['Maria Marklund', 'Per Marin']);
    const first = await list({ text: 'mar', limit: 1 });
    const second = await list({ text: 'mar', limit: 1, cursor: first.nextCursor ?? '' });
    expect([...first.rows, ...second.rows].map(({ name }) => name).sort()).toEqual(['Maria Marklund', 'Per Marin']);
    expect(second.nextCursor).toBeNull();
    expect(await names({ text: 'boss@' })).toEqual(['Per Marin']);
    expect(await names({ text: 'arin' })).toEqual([]);
    expect(await names({ text: '%' })).toEqual([]);
    expect(await names({ text: '100%' })).toEqual(['Eva 100% _']);
  });

  it('removes a contact with her key, her place in groups and what she is found by', async () => {
    const id = await add();
    await hanna.post(`/mailboxes/${hanna.mailboxId}/contact-groups`, { name: 'Grupp', memberIds: [id] });
    expect((await hanna.call('DELETE', `${book()}/${id}`)).status).toBe(204);
    for (const table of ['contact', 'contact_group_member', "contact_search_key where kind = 'contact'"])
      expect(await product.count(table)).toBe(0);
    expect((await hanna.call('DELETE', `${book()}/${id}`)).problem).toBe('not-found');
  });

  it('is full at its limit', async () => {
    const id = await add(plain('Ada'));
    const row = await product.database.get<Record<string, never>>('select * from contact where id = ?', id);
    const { id: _id, address: _address, ...rest } = row ?? {};
    const columns = Object.keys(rest);
    const some = Array.from({ length: LIMITS.contactsPerMailbox - 2 }, (_, index) => ({
      sql: `insert into contact (id, address, ${columns.join(', ')}) values (?, ?, ${columns.map(() => '?').join(', ')})`,
      params: [`id-${index}`, `a${index}@example.net`, ...Object.values(rest)],
    }));
    await product.database.commit(some);
    await add(plain('Last'));
    expect((await hanna.post(book(), plain('Beyond'))).problem).toBe('contacts-too-many');
    const file = { csv: 'Namn;E-post\nUtöver;utover@example.org\n', preview: true };
    expect((await hanna.post(`${book()}/import`, file)).problem).toBe('contacts-too-many');
    expect(await product.count('contact')).toBe(LIMITS.contactsPerMailbox);
  }, 60_000);

  it('is nothing that anybody else sees or changes, in the organisation or outside', async () => {
    const id = await add();
    const group = (await hanna.post(`/mailboxes/${hanna.mailboxId}/contact-groups`, { name: 'G', memberIds: [id] }))
      .body;
    const at = `/mailboxes/${hanna.mailboxId}`;
    const change = { ...anna, revision: 1 };
    for (const email of [KALLE, OLGA, LISA]) {
      const other = await product.signIn(email);
      const tries = [
        await other.post(`${at}/contacts/search`, {}),
        await other.post(`${at}/contacts`, anna),
        await other.call('PUT', `${at}/contacts/${id}`, change),
        await other.call('DELETE', `${at}/contacts/${id}`),
        await other.post(`${at}/contacts/${id}/personal-number`),
        await other.post(`${at}/contacts/import`, { csv: 'Namn;E-post\n', preview: true }),
        await other.post(`${at}/contacts/export`, { personalNumbers: true, language: 'sv' }),
        await other.post(`${at}/contact-groups/search`, {}),
        await other.get(`${at}/contact-groups/${group.id}`),
        await other.post(`${at}/contact-groups`, { name: 'H', memberIds: [] }),
        await other.call('PUT', `${at}/contact-groups/${group.id}`, { name: 'H', memberIds: [], revision: 1 }),
        await other.call('DELETE', `${at}/contact-groups/${group.id}`),
        await other.post(`${at}/recipients/suggest`, { text: 'anna' }),
        await other.post(`${at}/recipients/known`, { addresses: [anna.address] }),
        await other.get(`${at}/remembered-details`),
        await other.post(`${at}/remembered-details/forget`, { address: null }),
        await other.call('PUT', `${at}/remembered-details/setting`, { enabled: false }),
        // In her own mailbox an id of another one's leads nowhere.
        await other.call('PUT', `${book(other)}/${id}`, change),
        await other.call('DELETE', `${book(other)}/${id}`),
        await other.post(`${book(other)}/${id}/personal-number`),
        await other.get(`/mailboxes/${other.mailboxId}/contact-groups/${group.id}`),
      ];
      expect(tries.map(({ problem }) => problem)).toEqual(tries.map(() => 'not-found'));
      const members = { name: 'H', memberIds: [id] };
      expect((await other.post(`/mailboxes/${other.mailboxId}/contact-groups`, members)).problem).toBe(
        'contact-changed',
      );
      expect(await list({ text: 'anna' }, other)).toEqual({ rows: [], nextCursor: null });
    }
    expect(await names()).toEqual(['Anna Ek']);
  });

  it('serves a delegate for what she writes, masked, and lets her change, look up and take along nothing', async () => {
    const id = await add();
    const kalle = await product.signIn(KALLE);
    const now = product.clock.now().getTime();
    await hanna.post('/delegations', {
      address: KALLE,
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + 86_400_000).toISOString(),
      olderMessages: true,
    });
    const as = { 'x-sefos-mailbox': hanna.mailboxId };
    const { body } = await kalle.post(`${book()}/search`, {}, as);
    expect(body.rows).toMatchObject([{ name: 'Anna Ek', phone: '••• •• 67', maskedPersonalNumber: '19121212-••••' }]);
    const refused = [
      await kalle.post(book(), plain('Ny'), as),
      await kalle.call('PUT', `${book()}/${id}`, { ...anna, revision: 1 }, as),
      await kalle.call('DELETE', `${book()}/${id}`, undefined, as),
      await kalle.post(`${book()}/${id}/personal-number`, undefined, as),
      await kalle.post(`${book()}/import`, { csv: 'Namn;E-post\n', preview: true }, as),
      await kalle.post(`${book()}/export`, { personalNumbers: false, language: 'sv' }, as),
      await kalle.post(`/mailboxes/${hanna.mailboxId}/contact-groups`, { name: 'G', memberIds: [] }, as),
      await kalle.get(`/mailboxes/${hanna.mailboxId}/remembered-details`, as),
      await kalle.post(`/mailboxes/${hanna.mailboxId}/remembered-details/forget`, { address: null }, as),
      await kalle.call('PUT', `/mailboxes/${hanna.mailboxId}/remembered-details/setting`, { enabled: false }, as),
    ];
    expect(refused.map(({ problem }) => problem)).toEqual(refused.map(() => 'not-allowed'));
    const { given } = (await hanna.get('/delegations')).body;
    await hanna.call('DELETE', `/delegations/${given[0].id}`);
  });

  it('is still read after its organisation has a new key', async () => {
    const id = await add();
    const { organisation_id: organisationId = '' } =
      (await product.database.get<{ organisation_id: string }>('select organisation_id from contact')) ?? {};
    const keyRing = new KeyRing(product.database, fakeKms, product.clock);
    expect(await rotateKeys({ database: product.database, keyRing, tables: [CONTACT_KEYS] }, organisationId, 0)).toBe(
      1,
    );
    expect((await hanna.post(`${book()}/${id}/personal-number`)).body.personalNumber).toBe(NUMBER);
  });

  it('opens nobody else’s details in a row, whoever moves them there', async () => {
    await add();
    await add(plain('Mallory'));
    await product.database.commit([
      {
        sql: "update contact set wrapped_key = (select wrapped_key from contact where name = 'Anna Ek'), details = (select details from contact where name = 'Anna Ek'), key_epoch = 1, details_id = 'moved' where name = 'Mallory'",
        params: [],
      },
    ]);
    expect((await hanna.post(`${book()}/search`, { text: 'mallory' })).status).toBe(500);
  });
});
