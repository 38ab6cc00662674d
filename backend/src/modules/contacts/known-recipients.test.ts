import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, external, HANNA, KALLE, LISA, TestProduct } from '../../testing/product.ts';
import { fakeKms } from '../identification/testing/fakes.ts';
import { KeyRing, rotateKeys } from '../organisations/index.ts';
import { REMEMBERED_KEYS } from './index.ts';

const ANNA = 'anna@example.org';
const PHONE = '0701234567';
const NUMBER = '191212121212';
const TABLES = ['contact', 'contact_group', 'contact_search_key', 'known_recipient', 'address_book'];

describeOnBoth('what a mailbox knows of its recipients', (open) => {
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

  const at = (browser = hanna) => `/mailboxes/${browser.mailboxId}`;
  const known = async (addresses: readonly string[] = [ANNA], browser = hanna, headers = {}) =>
    (await browser.post(`${at(browser)}/recipients/known`, { addresses }, headers)).body;
  const sms = (step: object = { phone: PHONE }) => external(ANNA, { method: 'sms', ...step });
  const bankId = (step: object = { personalNumber: NUMBER }) => external(ANNA, { method: 'bankid', ...step });
  const contact = async (part: object = {}) =>
    hanna.post(`${at()}/contacts`, {
      ...{ name: 'Anna', address: ANNA, phone: '0707654321', personalNumber: null, method: 'sms', language: 'en' },
      ...part,
    });
  /** The number that codes of the newest link go to, as its reader sees it. */
  const numberOf = async (messageId: string) =>
    (await hanna.get(`/messages/${messageId}/timeline`)).body[0].recipient.maskedPhone;

  it('remembers, masked, what identified a recipient, and sends by it without anybody telling it again', async () => {
    expect(await known()).toEqual([]);
    await product.send(hanna, [sms()]);
    const [first] = await known();
    expect(first).toEqual({
      ...{ address: ANNA, name: '', id: first.id, from: 'earlier', method: 'sms', language: 'sv' },
      ...{ maskedPhone: '••• •• 67', maskedPersonalNumber: null },
    });
    expect(await numberOf(await product.send(hanna, [sms({ known: first.id })]))).toBe('••• •• 67');
    await product.send(hanna, [bankId()]);
    const [both] = await known();
    expect(both).toMatchObject({ maskedPhone: '••• •• 67', maskedPersonalNumber: '19121212-••••', method: 'bankid' });
    expect((await hanna.post('/messages', product.message(hanna, [bankId({ known: both.id })]))).status).toBe(201);
  });

  it('refuses what was known and is another by now, and says for whom', async () => {
    await product.send(hanna, [sms()]);
    const [{ id }] = await known();
    await product.send(hanna, [sms({ phone: '0709999999' })]);
    const answer = await hanna.post(
      '/messages',
      product.message(hanna, [external('x@example.org'), sms({ known: id })]),
    );
    expect(answer.problem).toBe('known-details-changed');
    expect(answer.body.facts).toEqual({ index: 1, address: ANNA });
    expect(
      (
        await hanna.post(
          '/messages',
          product.message(hanna, [external('other@example.org', { method: 'sms', known: id })]),
        )
      ).problem,
    ).toBe('known-details-changed');
  });

  it('lacks what is not known as if nothing had been said', async () => {
    await product.send(hanna, [sms()]);
    const [{ id }] = await known();
    expect((await hanna.post('/messages', product.message(hanna, [bankId({ known: id })]))).problem).toBe(
      'personal-number-invalid',
    );
  });

  it('takes the address book before what was used, and remembers nothing that stands there', async () => {
    await contact();
    const [{ id, ...told }] = await known();
    expect(told).toEqual({
      ...{ address: ANNA, name: 'Anna', from: 'contact', method: 'sms', language: 'en' },
      ...{ maskedPhone: '••• •• 21', maskedPersonalNumber: null },
    });
    await product.send(hanna, [sms({ known: id })]);
    expect(await product.count('known_recipient where details_id is not null')).toBe(0);
    await product.send(hanna, [bankId()]);
    expect((await known()).map(({ from }: { from: string }) => from)).toEqual(['contact', 'earlier']);
  });

  it('tells of a contact without numbers the way that is preferred', async () => {
    await contact({ phone: null, method: 'bankid' });
    expect(await known()).toEqual([
      {
        ...{ address: ANNA, name: 'Anna', id: null, from: 'contact', method: 'bankid', language: 'en' },
        ...{ maskedPhone: null, maskedPersonalNumber: null },
      },
    ]);
  });

  it('lets a draft wait with what is known, and a message leave from it', async () => {
    await contact();
    const [{ id }] = await known();
    const draftId = '0190a0a0-1111-7000-8000-000000000001';
    const draft = (one: object) => ({
      ...{ revision: 0, subject: 'Ärende', bodyHtml: '<p>Hej</p>', assuranceLevel: 2, replyAllowed: true },
      ...{ validUntil: '', inReplyTo: null, uploadIds: [], waiting: true },
      recipients: [
        {
          kind: 'to',
          address: ANNA,
          name: '',
          external: { phone: '', personalNumber: '', language: 'sv', openText: '', ...one },
        },
        {
          ...{ kind: 'to', address: 'bo@example.org', name: '' },
          external: { method: 'sms', phone: '', personalNumber: '', language: 'sv', openText: '', later: true },
        },
      ],
    });
    const path = `${at()}/drafts/${draftId}`;
    expect((await hanna.call('PUT', path, draft({ method: 'sms', known: id }))).status).toBe(200);
    expect((await hanna.get(`${at()}/drafts`)).body.rows[0]).toMatchObject({ waitingFor: 1 });
    expect((await hanna.get(path)).body.recipients[0].external).toMatchObject({ known: id });
    const other = { ...draft({ method: 'sms', known: draftId }), revision: 1 };
    expect((await hanna.call('PUT', path, other)).problem).toBe('known-details-changed');
    await hanna.call('DELETE', path);
  });

  it('knows better after the number of a message was changed', async () => {
    const messageId = await product.send(hanna, [sms()]);
    const [{ recipient }] = (await hanna.get(`/messages/${messageId}/timeline`)).body;
    const change = { recipientId: recipient.id, phone: '0708888888' };
    expect((await hanna.post(`/messages/${messageId}/verification`, change)).status).toBe(204);
    expect(await known()).toMatchObject([{ maskedPhone: '••• •• 88' }]);
  });

  it('lists what is remembered, and forgets one or all of it', async () => {
    await product.send(hanna, [sms(), external('bo@example.org', { method: 'sms', phone: PHONE })]);
    await product.send(hanna, [external('mail@example.org')]);
    const listed = async () => (await hanna.get(`${at()}/remembered-details`)).body;
    const { enabled, rows, nextCursor } = await listed();
    expect({ enabled, nextCursor }).toEqual({ enabled: true, nextCursor: null });
    expect(rows.map(({ address }: { address: string }) => address).sort()).toEqual([ANNA, 'bo@example.org']);
    expect(rows[0]).toMatchObject({ method: 'sms', maskedPhone: '••• •• 67', maskedPersonalNumber: null });
    expect((await hanna.post(`${at()}/remembered-details/forget`, { address: ANNA })).status).toBe(204);
    expect(await known()).toEqual([]);
    expect((await listed()).rows).toMatchObject([{ address: 'bo@example.org' }]);
    await hanna.post(`${at()}/remembered-details/forget`, { address: null });
    expect((await listed()).rows).toEqual([]);
    expect(await product.count('known_recipient where details is not null or wrapped_key is not null')).toBe(0);
    expect(await product.count("audit_event where action = 'remembered-details.forgotten'")).toBe(2);
  });

  it('remembers and suggests nothing where somebody has said no, until she says yes', async () => {
    await product.send(hanna, [sms()]);
    const [{ id }] = await known();
    const set = (enabled: boolean) => hanna.call('PUT', `${at()}/remembered-details/setting`, { enabled });
    expect((await set(false)).status).toBe(204);
    expect(await known()).toEqual([]);
    expect((await hanna.post('/messages', product.message(hanna, [sms({ known: id })]))).problem).toBe(
      'known-details-changed',
    );
    await product.send(hanna, [external('bo@example.org', { method: 'sms', phone: PHONE })]);
    await set(true);
    expect(await known([ANNA, 'bo@example.org'])).toMatchObject([
      { address: ANNA, maskedPhone: '••• •• 67' },
      { address: 'bo@example.org', id: null, maskedPhone: null },
    ]);
    const entry = await product.database.get<{ facts: string }>(
      "select facts from audit_event where action = 'address-book.setting-changed' order by id limit 1",
    );
    expect(JSON.parse(entry?.facts ?? '')).toEqual({ setting: 'remembers', before: true, after: false });
  });

  it('stands sealed in the database', async () => {
    await product.send(hanna, [sms()]);
    await product.send(hanna, [bankId()]);
    const rows = await product.database.all<Record<string, unknown>>('select * from known_recipient');
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
      .join('\n');
    expect(text).not.toContain('701234567');
    expect(text).not.toContain(NUMBER);
  });

  it('is the mailbox’s own: nobody else’s, in the organisation or outside, is helped by it', async () => {
    await product.send(hanna, [sms()]);
    const [{ id }] = await known();
    for (const email of [KALLE, LISA]) {
      const other = await product.signIn(email);
      expect(await known([ANNA], other)).toEqual([]);
      expect((await other.post('/messages', product.message(other, [sms({ known: id })]))).problem).toBe(
        'known-details-changed',
      );
      const suggested = (await other.post(`${at(other)}/recipients/suggest`, { text: 'anna@' })).body;
      expect(suggested.filter(({ address }: { address: string }) => address === ANNA)).toEqual([]);
    }
  });

  it('shows a delegate only what was used from her beginning on', async () => {
    await product.send(hanna, [sms()]);
    product.clock.advance(1);
    const now = product.clock.now().getTime();
    const period = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 86_400_000).toISOString() };
    await hanna.post('/delegations', { address: KALLE, ...period, olderMessages: false });
    const kalle = await product.signIn(KALLE);
    const as = { 'x-sefos-mailbox': hanna.mailboxId };
    const asked = async () => (await kalle.post(`${at()}/recipients/known`, { addresses: [ANNA] }, as)).body;
    const suggested = async () => (await kalle.post(`${at()}/recipients/suggest`, { text: 'anna@' }, as)).body;
    expect(await asked()).toEqual([]);
    expect(await suggested()).toEqual([]);
    product.clock.advance(1);
    await product.send(hanna, [sms()]);
    expect(await asked()).toMatchObject([{ from: 'earlier', maskedPhone: '••• •• 67' }]);
    expect(await suggested()).toEqual([{ kind: 'earlier', name: ANNA, address: ANNA }]);
    const { given } = (await hanna.get('/delegations')).body;
    await hanna.call('DELETE', `/delegations/${given[0].id}`);
  });

  it('is still read after its organisation has a new key', async () => {
    await product.send(hanna, [sms()]);
    const { organisation_id: organisationId = '' } =
      (await product.database.get<{ organisation_id: string }>('select organisation_id from known_recipient')) ?? {};
    const keyRing = new KeyRing(product.database, fakeKms, product.clock);
    const tables = [REMEMBERED_KEYS];
    expect(await rotateKeys({ database: product.database, keyRing, tables }, organisationId, 0)).toBe(1);
    expect(await known()).toMatchObject([{ maskedPhone: '••• •• 67' }]);
  });
});

describeOnBoth('suggestions while somebody writes', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
    hanna = await product.signIn(HANNA);
    const { organisation_id: organisationId = '' } =
      (await product.database.get<{ organisation_id: string }>(
        'select organisation_id from mailbox where id = ?',
        hanna.mailboxId,
      )) ?? {};
    const lisa = await product.signIn(LISA);
    const other = await product.database.get<{ organisation_id: string }>(
      'select organisation_id from mailbox where id = ?',
      lisa.mailboxId,
    );
    const mailbox = (id: string, organisation: string, name: string) => ({
      sql: 'insert into mailbox (id, organisation_id, kind, name, address, unread, created_at, sort_name) values (?, ?, ?, ?, ?, 0, 0, ?)',
      params: [id, organisation, 'function', name, `${id}@example.test`, name],
    });
    await product.database.commit([
      mailbox('kontakt', organisationId, 'Kxontakt'),
      mailbox('kontakt-other', other?.organisation_id ?? '', 'Kxontakt två'),
    ]);
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const suggest = async (text: string, browser = hanna) =>
    (await browser.post(`/mailboxes/${browser.mailboxId}/recipients/suggest`, { text })).body;
  const add = async (name: string, address: string): Promise<string> => {
    const body = { name, address, phone: null, method: null, language: null };
    return (await hanna.post(`/mailboxes/${hanna.mailboxId}/contacts`, body)).body.id;
  };

  it('are contacts, groups, colleagues and function mailboxes, each address once, and earlier recipients', async () => {
    const id = await add('Kxonrad Ek', 'kxonrad@example.org');
    await hanna.post(`/mailboxes/${hanna.mailboxId}/contact-groups`, { name: 'Kxommunstyrelsen', memberIds: [id] });
    await add('Min kxollega', KALLE);
    expect(await suggest('kx')).toEqual([
      { kind: 'group', name: 'Kxommunstyrelsen', address: null, groupId: expect.any(String), memberCount: 1 },
      { kind: 'contact', name: 'Min kxollega', address: KALLE },
      { kind: 'contact', name: 'Kxonrad Ek', address: 'kxonrad@example.org' },
      { kind: 'mailbox', name: 'Kxontakt', address: 'kontakt@example.test' },
    ]);
    expect(await suggest(KALLE)).toEqual([{ kind: 'contact', name: 'Min kxollega', address: KALLE }]);
    await product.send(hanna, [external('kxort@example.org')]);
    product.clock.advance(1);
    await product.send(hanna, [external('kxonto@example.org')]);
    expect((await suggest('kx')).slice(0, 3)).toEqual([
      { kind: 'earlier', name: 'kxonto@example.org', address: 'kxonto@example.org' },
      { kind: 'earlier', name: 'kxort@example.org', address: 'kxort@example.org' },
      expect.objectContaining({ kind: 'group' }),
    ]);
  });

  it('stay within the organisation and the mailbox', async () => {
    const lisa = await product.signIn(LISA);
    expect(await suggest('kx', lisa)).toEqual([
      { kind: 'mailbox', name: 'Kxontakt två', address: 'kontakt-other@example.test' },
    ]);
    const kalle = await product.signIn(KALLE);
    expect((await suggest('kx', kalle)).map(({ kind }: { kind: string }) => kind)).not.toContain('contact');
    expect((await suggest('kx', kalle)).map(({ kind }: { kind: string }) => kind)).not.toContain('earlier');
  });

  it('are eight at most, and none for blanks', async () => {
    for (let index = 0; index < 10; index += 1) await add(`Xerxes ${index}`, `x${index}@example.org`);
    expect(await suggest('xe')).toHaveLength(8);
    expect(await suggest(' ')).toEqual([]);
  });
});
