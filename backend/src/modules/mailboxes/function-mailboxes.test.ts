import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LIMITS } from '@sefos/shared/domain/limits.ts';
import { newId } from '../../platform/ids.ts';
import { describeOnBoth, type TestDatabase } from '../../testing/databases.ts';
import { type AccountBrowser, HANNA, KALLE, LISA, OLGA, STURE, TestProduct } from '../../testing/product.ts';

const PATH = '/function-mailboxes';

describeOnBoth('function mailboxes', (open) => {
  let test: TestDatabase;
  let product: TestProduct;
  let hanna: AccountBrowser;
  let kalle: AccountBrowser;
  let olga: AccountBrowser;
  let lisa: AccountBrowser;
  let made = 0;
  beforeAll(async () => {
    test = await open();
    product = await TestProduct.start(test);
  });
  beforeEach(async () => {
    [hanna, kalle] = [await product.signIn(HANNA), await product.signIn(KALLE)];
    [olga, lisa] = [await product.signIn(OLGA), await product.signIn(LISA)];
  });
  afterAll(async () => {
    await product.stop();
    await test.end();
  });

  const make = async (more: object = {}, by = olga) => {
    made += 1;
    const body = { name: `Bygglov ${made}`, address: `bygglov${made}@storkommun.example`, language: null, ...more };
    return { ...body, answer: await by.post(PATH, body) };
  };
  const given = async (more: object = {}) => {
    const { answer, ...mailbox } = await make(more);
    if (answer.status !== 201) throw new Error(`not made: ${answer.problem}`);
    return { ...mailbox, id: String(answer.body.id) };
  };
  const add = (id: string, addresses: readonly string[], role = 'member', by = olga) =>
    by.post(`${PATH}/${id}/members`, { addresses, role });
  const entries = async (action: string, target: string) =>
    (
      await product.database.all<{ actor_id: string; facts: string }>(
        'select actor_id, facts from audit_event where action = ? and target_id = ? order by id',
        action,
        target,
      )
    ).map(({ actor_id, facts }) => ({ by: actor_id, ...JSON.parse(facts) }));
  const change = (id: string, expected: object, wanted: object, by = olga) =>
    by.call('PUT', `${PATH}/${id}`, { ...expected, ...wanted, expected });

  it('are made by administrators of the organisation alone, in its domains, under an address of their own', async () => {
    for (const email of [HANNA, LISA, STURE])
      expect((await make({}, await product.signIn(email))).answer.problem).toBe('not-allowed');
    const { answer, name, address } = await make({ name: '  Social\u0000tjänst\n', language: 'fi' });
    expect([answer.status, name, address]).toEqual([201, '  Social\u0000tjänst\n', expect.any(String)]);
    const { body } = await olga.get(`${PATH}/${answer.body.id}`);
    expect(body).toEqual({
      ...{ id: answer.body.id, name: 'Socialtjänst', address, language: 'fi', members: 0, administrators: 0 },
      ...{ role: null, createdAt: product.clock.now().toISOString(), retentionDays: null },
      ...{ mayManage: true, mayRemove: true },
    });
    expect(await entries('mailbox.created', answer.body.id)).toEqual([
      { by: olga.accountId, name: 'Socialtjänst', address, language: 'fi' },
    ]);
    const refused = async (more: object) => (await make(more)).answer.problem;
    expect(await refused({ address: address.toUpperCase() })).toBe('mailbox-address-taken');
    expect(await refused({ address: KALLE })).toBe('mailbox-address-taken');
    expect(await refused({ address: 'socialtjänsten@storkommun.example' })).toBe('address-invalid');
    for (const foreign of ['a@lillkommun.example', 'a@sub.storkommun.example'])
      expect(await refused({ address: foreign })).toBe('mailbox-address-invalid');
    expect(await refused({ name: ' \n ' })).toBe('mailbox-name-invalid');
    expect(await refused({ name: 'x'.repeat(LIMITS.mailboxNameCharacters) })).toBeUndefined();
    expect(await refused({ name: 'x'.repeat(LIMITS.mailboxNameCharacters + 1) })).toBe('invalid-request');
  });

  it('is made once, however often the request is said', async () => {
    made += 1;
    const body = { name: 'Samma', address: `samma${made}@storkommun.example`, language: null };
    const key = { 'idempotency-key': 'the-same-intent' };
    const [first, second] = [await olga.post(PATH, body, key), await olga.post(PATH, body, key)];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  });

  it('keep their address from accounts', async () => {
    const { address } = await given();
    const { organisationId = '' } = (await product.services.accounts.findByEmail(HANNA)) ?? {};
    const account = { organisationId, email: address, displayName: 'Nils', roles: ['user'], language: 'sv' } as const;
    await expect(product.services.accounts.create(account)).rejects.toMatchObject({ type: 'account-exists' });
  });

  it('are listed by name and found by a word of it, page by page: all for administrators, one’s own for others', async () => {
    const names = ['Zoo', 'Ängens skola', 'Åkermans skola', 'Östra skolan', 'Askims skola'];
    for (const name of names) await given({ name });
    const walk = async (who: AccountBrowser, q: string) => {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await who.get(`${PATH}?limit=2&q=${encodeURIComponent(q)}${cursor && `&cursor=${cursor}`}`);
        found.push(...body.rows.map(({ name }: { name: string }) => name));
        if (body.nextCursor === null) return found;
        cursor = body.nextCursor;
      }
    };
    expect(await walk(olga, 'sko')).toEqual(['Askims skola', 'Åkermans skola', 'Ängens skola', 'Östra skolan']);
    expect(await walk(olga, 'ÅKER')).toEqual(['Åkermans skola']);
    expect(await walk(olga, 'kola')).toEqual([]);
    expect(await walk(olga, '%')).toEqual([]);
    const { address } = await given({ name: 'Någonting' });
    expect(await walk(olga, address.slice(0, 9))).toContain('Någonting');
    expect(await walk(hanna, 'sko')).toEqual([]);
    expect(await walk(lisa, 'sko')).toEqual([]);
    const own = await given({ name: 'Hannas skola' });
    await add(own.id, [HANNA]);
    expect(await walk(hanna, 'sko')).toEqual(['Hannas skola']);
    expect((await olga.get(`${PATH}?cursor=bm90IG91cnM`)).problem).toBe('invalid-request');
  });

  it('are changed by whoever looks after them, from what was seen, and every change is logged', async () => {
    const { id, name, address } = await given();
    const before = { name, address, language: null };
    await add(id, [HANNA], 'administrator');
    await add(id, [KALLE]);
    expect((await change(id, before, { name: 'Nytt namn' }, kalle)).problem).toBe('not-allowed');
    for (const email of [LISA, STURE])
      expect((await change(id, before, { name: 'Nytt namn' }, await product.signIn(email))).problem).toBe('not-found');
    const changed = await change(id, before, { name: 'Nytt namn', language: 'en' }, hanna);
    expect([changed.status, changed.body.name, changed.body.language]).toEqual([200, 'Nytt namn', 'en']);
    expect((await change(id, before, { name: 'Ett annat' }, hanna)).problem).toBe('settings-changed');
    const now = { name: 'Nytt namn', address, language: 'en' };
    expect((await change(id, now, { address: `ny-${address}` }, hanna)).problem).toBe('not-allowed');
    expect((await change(id, now, { address: KALLE })).problem).toBe('mailbox-address-taken');
    expect((await change(id, now, { address: 'a@elsewhere.example' })).problem).toBe('mailbox-address-invalid');
    expect((await change(id, now, { address: `ny-${address}` })).status).toBe(200);
    expect(await entries('mailbox.changed', id)).toEqual([
      { by: hanna.accountId, setting: 'name', before: name, after: 'Nytt namn' },
      { by: hanna.accountId, setting: 'language', before: null, after: 'en' },
      { by: olga.accountId, setting: 'address', before: address, after: `ny-${address}` },
    ]);
    expect((await hanna.get(`${PATH}/${id}`)).body).toMatchObject({ mayManage: true, mayRemove: false });
    expect((await kalle.get(`${PATH}/${id}`)).body).toMatchObject({ mayManage: false, mayRemove: false });
  });

  it('have members that their administrators let in and out, several at once, of the organisation alone', async () => {
    const { id } = await given();
    const both = await add(id, [HANNA.toUpperCase(), KALLE, HANNA], 'administrator');
    expect(both.body.map(({ name, role }: Record<string, string>) => [name, role])).toEqual([
      ['Hanna Handläggare', 'administrator'],
      ['Kalle Kollega', 'administrator'],
    ]);
    for (const wrong of [LISA, 'nobody@storkommun.example', 'no address', (await given()).address])
      expect((await add(id, [OLGA, wrong])).problem).toBe('member-invalid');
    const again = await add(id, [HANNA], 'member');
    expect(again.body.map(({ role }: { role: string }) => role)).toEqual(['administrator', 'administrator']);
    const [, membership] = both.body;
    const role = (value: string, by = hanna) =>
      by.call('PUT', `${PATH}/${id}/members/${membership.id}`, { role: value });
    expect((await role('member')).body[1]).toMatchObject({ name: 'Kalle Kollega', role: 'member' });
    for (const attempt of [
      role('administrator', kalle),
      add(id, [OLGA], 'member', kalle),
      kalle.post(`${PATH}/${id}/members/removal`, { ids: [membership.id] }),
    ])
      expect((await attempt).problem).toBe('not-allowed');
    expect((await kalle.get(`${PATH}/${id}/members`)).body).toHaveLength(2);
    for (const attempt of [
      lisa.get(`${PATH}/${id}`),
      lisa.get(`${PATH}/${id}/members`),
      add(id, [LISA], 'member', lisa),
      role('administrator', lisa),
    ])
      expect((await attempt).problem).toBe('not-found');
    const left = await hanna.post(`${PATH}/${id}/members/removal`, { ids: [membership.id, newId(1)] });
    expect(left.body).toMatchObject([{ name: 'Hanna Handläggare' }]);
    expect(await entries('mailbox.member-added', id)).toHaveLength(2);
    expect(await entries('mailbox.member-role-changed', id)).toEqual([
      { by: hanna.accountId, account: kalle.accountId, before: 'administrator', after: 'member' },
    ]);
    expect(await entries('mailbox.member-removed', id)).toEqual([
      { by: hanna.accountId, account: kalle.accountId, role: 'member' },
    ]);
    // Who lets herself out sees it no longer.
    const { body } = await hanna.post(`${PATH}/${id}/members/removal`, { ids: [left.body[0].id] });
    expect([body, (await hanna.get(`${PATH}/${id}`)).problem]).toEqual([[], 'not-found']);
  });

  it('tell who looks after them when an administrator of the organisation changes who is in them, and nobody else', async () => {
    const { id, name } = await given();
    const subject = `Medlemmarna i ${name} har ändrats`;
    const told = async () => {
      await product.drain();
      return [HANNA, KALLE, OLGA].map((to) => product.mail.to(to).filter((mail) => mail.subject === subject).length);
    };
    await add(id, [KALLE]);
    expect(await told()).toEqual([0, 0, 0]);
    await add(id, [HANNA], 'administrator');
    // Nobody looked after it: those who were in it are told.
    expect(await told()).toEqual([0, 1, 0]);
    await add(id, [OLGA]);
    expect(await told()).toEqual([1, 1, 0]);
    const text = product.mail.to(HANNA).at(-1)?.text;
    expect(text).toContain('Olga Orgadmin är administratör i er organisation');
    expect(text).toContain('Tillagda: Olga Orgadmin');
    const members: { id: string; address: string }[] = (await olga.get(`${PATH}/${id}/members`)).body;
    const idOf = (address: string) => members.find((member) => member.address === address)?.id;
    const remove = (address: string, by: AccountBrowser) =>
      by.post(`${PATH}/${id}/members/removal`, { ids: [idOf(address)] });
    await remove(KALLE, hanna);
    expect(await told()).toEqual([1, 1, 0]);
    // Also whoever is taken out so that nobody is left to see it.
    await remove(HANNA, olga);
    expect(await told()).toEqual([2, 1, 0]);
    expect(product.mail.to(HANNA).at(-1)?.text).toContain('Borttagna: Hanna Handläggare');
  });

  it('log everybody once who is let in or out twice at the same time', async () => {
    const { id } = await given();
    const both = <T>(action: () => Promise<T>) => Promise.all([action(), action()]);
    for (const answer of await both(() => add(id, [HANNA, KALLE]))) expect(answer.body).toHaveLength(2);
    expect(await entries('mailbox.member-added', id)).toHaveLength(2);
    const [member] = (await olga.get(`${PATH}/${id}/members`)).body;
    for (const answer of await both(() => olga.post(`${PATH}/${id}/members/removal`, { ids: [member.id] })))
      expect(answer.body).toHaveLength(1);
    expect(await entries('mailbox.member-removed', id)).toHaveLength(1);
  });

  it('of two that want the same address at once the second is refused', async () => {
    const [one, other] = [await given(), await given()];
    const address = `samma-${one.address}`;
    const answers = await Promise.all(
      [one, other].map(({ id, name, address: before }) =>
        change(id, { name, address: before, language: null }, { address }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.map(({ problem }) => problem)).toContain('mailbox-address-taken');
  });

  it('take so many members and no more', async () => {
    const { id } = await given();
    const unknown = (count: number) => Array.from({ length: count }, (_, at) => `nr${at}@storkommun.example`);
    expect((await add(id, unknown(LIMITS.membersPerRequest + 1))).problem).toBe('invalid-request');
    expect((await add(id, unknown(LIMITS.membersPerRequest))).problem).not.toBe('invalid-request');
    await add(id, [HANNA]);
    const { organisationId = '' } = (await product.services.accounts.findByEmail(HANNA)) ?? {};
    for (let count = 1; count < LIMITS.membersPerMailbox - 1; count++)
      await product.database.commit([
        {
          sql: "insert into mailbox_member (id, organisation_id, mailbox_id, account_id, role, added_at) values (?, ?, ?, ?, 'member', 1)",
          params: [newId(count), organisationId, id, newId(count)],
        },
      ]);
    expect((await add(id, [KALLE, OLGA])).problem).toBe('members-too-many');
    expect((await add(id, [KALLE])).status).toBe(200);
    expect((await add(id, [OLGA])).problem).toBe('members-too-many');
  });

  it('sign with what their administrators have written; members read it', async () => {
    const { id } = await given();
    await add(id, [HANNA], 'administrator');
    await add(id, [KALLE]);
    const signature = { enabled: true, bodyHtml: '<p>Bygglovsenheten</p>' };
    const save = (who: AccountBrowser) => who.call('PUT', `/mailboxes/${id}/signature`, signature);
    expect((await save(kalle)).problem).toBe('not-allowed');
    expect((await save(lisa)).problem).toBe('not-found');
    expect((await save(hanna)).body).toEqual(signature);
    expect((await kalle.get(`/mailboxes/${id}/signature`)).body).toEqual(signature);
    expect((await olga.get(`/mailboxes/${id}/signature`)).body).toEqual(signature);
    expect((await lisa.get(`/mailboxes/${id}/signature`)).problem).toBe('not-found');
    // What is somebody's own stays hers alone.
    expect((await olga.get(`/mailboxes/${hanna.mailboxId}/signature`)).problem).toBe('not-found');
  });
});
